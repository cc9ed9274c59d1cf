import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, database, openDatabase } from '#lib/platform/server/database.server.ts';
import { PASSWORD } from '../support/accounts/accounts.ts';
import { startTestHouse, type TestHouse } from '../support/house.ts';
import { signInAs } from '../support/session.ts';
import { ask, submit, type Asker } from './asking.ts';

let house: TestHouse;
let stranger: Asker;
let founder: Asker;

beforeAll(async () => {
  const STATE_DIR = process.env.STATE_DIR as string;
  const env = { STATE_DIR, STIMMHAUS_MODE: 'production', LOG_LEVEL: 'info' };
  house = await startTestHouse({ env, isQuiet: true });
  openDatabase(house.database.url);
  stranger = { url: house.url };
});
afterAll(async () => {
  await closeDatabase();
  await house?.stop();
});

const where = async (asker: Asker, path: string) => {
  const { status, headers } = await ask(asker, path);
  return status === 303 ? headers.get('location') : status;
};
const count = async (table: string): Promise<number> =>
  Number((await database().execute(sql`select count(*) as n from ${sql.identifier(table)}`))[0]?.n);

const form = {
  partyName: 'Partei für alle',
  givenName: 'Ada',
  familyName: 'Lovelace',
  email: 'ada@example.org',
  password: PASSWORD,
};
const ONLY_TO_PLAY = ['/dev/mail', '/dev/ui', '/dev/mail/1', '/personas', '/dev/mail/__data.json', '/dev'];
const TOKEN = /with the token (\S+)/;

describe('a production house that belongs to nobody', () => {
  it.each([
    '/',
    '/sign-in',
    '/referendums',
    '/members',
    '/imprint',
    '/statutes',
    '/me',
    '/nowhere',
    ...ONLY_TO_PLAY,
  ])('leads from every page to its set-up: %s', async (path) => {
    if (path.endsWith('__data.json'))
      expect((await ask(stranger, path)).text).toContain('"location":"/setup"');
    else expect(await where(stranger, path)).toBe('/setup');
  });

  it('shows its set-up, its health and what pages are made of', async () => {
    for (const path of ['/setup', '/health/ready', '/party.css', '/favicon.svg', '/booth']) {
      expect(await where(stranger, path), path).toBe(200);
    }
  });

  it.each(['erfunden', 'a'.repeat(22), ' ', '%'])('is not founded with the token %j', async (token) => {
    const answer = await submit(stranger, '/setup', { ...form, token });
    expect(answer.content.fields).toEqual({ token: 'setup-token-wrong' });
    expect([await count('house'), await count('account')]).toEqual([0, 0]);
  });

  it('prints its token to the console alone, and is founded with it once', async () => {
    const token = TOKEN.exec(house.printed())?.[1] ?? '';
    expect(token.length).toBeGreaterThanOrEqual(20);
    const lines = house
      .printed()
      .split('\n')
      .filter((line) => line.includes(token));
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/^\{/);
    const answer = await submit(stranger, '/setup', { ...form, token });
    expect(answer).toMatchObject({ type: 'redirect', location: '/setup/next' });
    expect([await count('house'), await count('account'), await count('setup_token')]).toEqual([1, 1, 0]);
    const again = await submit(stranger, '/setup', { ...form, token, email: 'eve@example.org' });
    expect(again.type).not.toBe('redirect');
    expect([await count('house'), await count('account')]).toEqual([1, 1]);
    const [row] = await database().execute<{ person_id: string }>(sql`select person_id from account`);
    founder = { url: house.url, cookie: (await signInAs(row!.person_id)).cookie };
  });
});

describe('a production house without imprint and privacy notice', () => {
  it('lets strangers no further than to its ways in', async () => {
    for (const path of ['/', '/referendums', '/statutes', '/me', '/nowhere']) {
      expect(await where(stranger, path), path).toBe('/sign-in');
    }
    for (const path of ['/sign-in', '/reset', '/imprint', '/privacy']) {
      expect(await where(stranger, path), path).toBe(200);
    }
    expect(await where(stranger, '/setup')).toBe(404);
  });

  it('takes the two texts from who founded it, not from a stranger and not too short', async () => {
    const texts = {
      imprint: 'Verantwortlich nach § 5 DDG: Partei für alle, Musterweg 1, 12345 Musterstadt.',
      privacy: 'Wir verarbeiten deine Daten, um die Partei zu führen, und geben sie niemandem.',
    };
    expect((await submit(stranger, '/setup/next', texts)).type).not.toBe('success');
    const short = await submit(founder, '/setup/next', { ...texts, privacy: 'kurz' });
    expect(short).toMatchObject({ status: 422, content: { fields: { privacy: 'privacy-missing' } } });
    expect(await where(stranger, '/')).toBe('/sign-in');
    expect((await submit(founder, '/setup/next', texts)).type).toBe('success');
  });

  it('opens once both are there', async () => {
    expect(await where(stranger, '/')).toBe(200);
    expect((await ask(stranger, '/imprint')).text).toContain('Musterweg 1');
  });
});

describe('an open production house', () => {
  it.each(ONLY_TO_PLAY)('has no page to play with: %s', async (path) => {
    for (const asker of [stranger, founder]) {
      const { status, text } = await ask(asker, path);
      if (path.endsWith('__data.json')) expect(text).toContain('"status":404');
      else expect(status).toBe(404);
    }
  });

  it('shows none of them to who leaves their frame out', async () => {
    for (const path of ['/dev/mail', '/dev/mail/1', '/personas']) {
      for (const asked of ['01', '001', '0001', '00001']) {
        const { text } = await ask(founder, `${path}/__data.json?x-sveltekit-invalidated=${asked}`);
        expect(text, path).not.toMatch(/messages|personas|recipient/);
      }
    }
  });

  it('lets nobody in as a persona and moves no clock', async () => {
    const [row] = await database().execute<{ person_id: string }>(sql`select person_id from account`);
    const before = await count('session');
    const answer = await submit(stranger, '/personas', { persona: row!.person_id, personId: row!.person_id });
    expect(answer.type).not.toBe('redirect');
    expect(await count('session')).toBe(before);
    const [clock] = await database().execute<{ name: string | null }>(
      sql`select to_regclass('movable_clock') as name`,
    );
    expect(clock?.name).toBeNull();
  });

  it('says nothing of how it is built: no stack, no name of a program', async () => {
    for (const path of ['/nowhere', '/%', '/members', '/_app/remote/x']) {
      const { text, headers } = await ask(stranger, path);
      expect(text, path).not.toMatch(/\bat .+:\d+:\d+|node_modules|\.ts\b/);
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('server')).toBeNull();
    }
  });
});
