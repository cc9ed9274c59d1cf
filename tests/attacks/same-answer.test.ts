import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeDatabase, openDatabase } from '#lib/platform/server/database.server.ts';
import { isRightPassword, hashPassword } from '#lib/accounts/server/sign-in/password-hash.ts';
import { makeAccount } from '../support/accounts/accounts.ts';
import { startTestHouse, type TestHouse } from '../support/house.ts';
import { houseToJoin, typedForm } from '../support/joining.ts';
import type { SmallTree } from '../support/people.ts';
import { ask, write, type Asker } from './asking.ts';

const verified = vi.hoisted(() => [] as string[]);
// Not replaced, only listened to: which hash is a password compared with?
vi.mock('@node-rs/argon2', async (load) => {
  const real = await load<typeof import('@node-rs/argon2')>();
  const verify: typeof real.verify = (hash, ...rest) => {
    verified.push(String(hash));
    return real.verify(hash, ...rest);
  };
  return { ...real, verify };
});

/** Algorithm, version and costs of an encoded hash, with the lengths of salt and hash: what its computing takes. */
const workOf = (encoded: string): string => {
  const [, algorithm, version, costs, salt = '', hash = ''] = encoded.split('$');
  return [algorithm, version, costs, salt.length, hash.length].join(' ');
};

describe('[P-08] a password', () => {
  beforeEach(() => void verified.splice(0));

  it('is compared once, at the same cost, whether the address is somebody’s or nobody’s', async () => {
    const passwordHash = await hashPassword('vier Igel im Nebel');
    expect(await isRightPassword(passwordHash, 'vier Igel im Nebel')).toBe(true);
    expect(await isRightPassword(passwordHash, 'falsch')).toBe(false);
    expect(await isRightPassword(null, 'falsch')).toBe(false);
    expect(verified).toHaveLength(3);
    expect(new Set(verified.map(workOf))).toEqual(new Set(['argon2id v=19 m=19456,t=2,p=1 22 43']));
    expect(verified[2]).not.toBe(passwordHash);
  });

  it.each(['', 'vier Igel im Nebel', 'stimmhaus', 'password'])(
    'opens nobody’s account: %j',
    async (password) => {
      expect(await isRightPassword(null, password)).toBe(false);
      expect(verified).toHaveLength(1);
    },
  );
});

describe('[P-08] a stranger', () => {
  let house: TestHouse;
  let stranger: Asker;
  let tree: SmallTree;

  beforeAll(async () => {
    const STATE_DIR = process.env.STATE_DIR as string;
    house = await startTestHouse({ env: { STATE_DIR, LOG_LEVEL: 'silent', WORKER_IN_PROCESS: 'no' } });
    openDatabase(house.database.url);
    tree = await houseToJoin();
    stranger = { url: house.url };
  });
  afterAll(async () => {
    await closeDatabase();
    await house?.stop();
  });

  /** All that is said to one who sends this form, but for the moment and the address they typed themselves. */
  async function said(path: string, fields: Record<string, string>): Promise<string> {
    const { status, headers, text } = await write(stranger, path, { body: new URLSearchParams(fields) });
    const seen = [...headers].filter(([name]) => name !== 'date' && name !== 'content-length');
    return JSON.stringify({ status, seen, text: text.replaceAll(fields.email ?? '', 'ADDRESS') });
  }

  it.each([
    ['signing in', '/sign-in?/password'],
    ['asking for a new password', '/reset'],
  ])(
    'hears the same, byte for byte, about a member, a silent account and nobody when %s',
    async (_what, path) => {
      const known = await makeAccount({ memberOf: tree.kreis1 });
      const silent = await makeAccount({ password: null });
      const factor = await makeAccount({ totp: true });
      const addresses = [known.email, silent.email, factor.email, 'Konto9@example.com'];
      const answers = [];
      for (const email of addresses) answers.push(await said(path, { email, password: 'falsches Passwort' }));
      expect(answers[0]).toContain('"status":200');
      expect(new Set(answers).size).toBe(1);
    },
  );

  it('[W-17] hears the same, byte for byte, about a member, a silent account and nobody when applying', async () => {
    const known = await makeAccount({ memberOf: tree.kreis1 });
    const silent = await makeAccount({ password: null });
    const answers = [];
    for (const email of [known.email, silent.email, 'Konto9@example.com']) {
      const { agreed, ...form } = await typedForm({ email });
      const fields = new URLSearchParams(form);
      for (const id of agreed) fields.append('agreed', id);
      const { status, headers, text } = await write(stranger, '/join?unit=111', { body: fields });
      const seen = [...headers].filter(([name]) => name !== 'date' && name !== 'content-length');
      answers.push(JSON.stringify({ status, seen, text: text.replaceAll(email, 'ADDRESS') }));
      expect(text).toContain('"type":"success"');
    }
    expect(new Set(answers).size).toBe(1);
  });

  it('hears the same of every link from a mail that is none', async () => {
    const pages = [
      '/reset/password',
      '/activate',
      '/reset/address',
      '/reset/stop',
      '/reset/second-factor',
      '/join/confirm',
    ];
    const body = async (page: string, token: string): Promise<string> => {
      const { status, text } = await ask(stranger, `${page}?token=${token}`);
      return `${status} ${text.replaceAll(token, '').replace(/nonce="[^"]+"/g, '')}`;
    };
    for (const page of pages) {
      const [one, another] = ['a'.repeat(43), 'Zz9'.repeat(15)];
      expect(await body(page, one), page).toBe(await body(page, another));
    }
  });
});
