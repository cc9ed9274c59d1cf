import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeAccount, PASSWORD } from '../../../../../tests/support/accounts/accounts.ts';
import { turnClockByHand } from '../../../../../tests/faults/frozen-clock.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { visit } from '../../../../../tests/support/accounts/visit.ts';
import type { Visit } from '../../sign-in.ts';
import { anonymous } from '#lib/platform/actor.ts';
import { database, transact, type Tx } from '#lib/platform/server/database.server.ts';
import { installMovableClock } from '#lib/platform/server/time/movable-clock.server.ts';
import { signIn } from './sign-in.ts';
import { countTry, forgiveTries } from './tries.ts';

const START = new Date('2026-05-03T10:00:00Z');

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await installMovableClock();
  await turnClockByHand(db.adminUrl, START);
});
afterAll(() => db.drop());

const knock = (email: string, password: string, given: Partial<Visit> = {}) =>
  signIn(anonymous, { email, password, visit: visit(given) });
const pass = (seconds: number) =>
  database().execute(sql`update tries_counted set last_at = last_at - make_interval(secs => ${seconds})`);
const tries = () => database().execute(sql`select count, last_at from tries_counted`);
/** Lets a try wait behind whoever holds its count, does `meanwhile`, and lets it go on. */
async function held(
  tried: () => Promise<unknown>,
  meanwhile: (tx: Tx) => Promise<unknown>,
): Promise<unknown> {
  const waiting = await transact(async (tx) => {
    await tx.execute(sql`select key from tries_counted for update`);
    const answer = tried();
    await isBlocked();
    await meanwhile(tx);
    return { answer };
  });
  return waiting.answer;
}
async function isBlocked(): Promise<void> {
  const blocked = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await vi.waitUntil(async () => (await database().execute(blocked)).length > 0, { timeout: 60_000 });
}
const SLOW = { ok: false, status: 429, code: 'slow-down' };

describe('[W-15] guessing passwords', () => {
  it('is slowed down for one account from one network, and waiting is enough', async () => {
    const { email } = await makeAccount();
    const network = '203.0.113.5';
    expect(await knock(email, PASSWORD, { network })).toMatchObject({ ok: true });
    for (let i = 0; i < 5; i += 1)
      expect(await knock(email, 'falsch', { network })).toMatchObject({ status: 401 });
    expect(await knock(email, PASSWORD, { network })).toEqual({ ...SLOW, params: { seconds: 2 } });
    await pass(2);
    expect(await knock(email, PASSWORD, { network })).toMatchObject({ ok: true });
  });

  it('is slowed down just the same for an address that nobody has', async () => {
    const network = '203.0.113.6';
    const email = 'niemand@example.org';
    for (let i = 0; i < 5; i += 1)
      expect(await knock(email, 'falsch', { network })).toMatchObject({ status: 401 });
    expect(await knock(email, 'falsch', { network })).toEqual({ ...SLOW, params: { seconds: 2 } });
  });

  it('counts guesses that are sent all at once', async () => {
    const { email } = await makeAccount();
    const network = '203.0.113.7';
    const answers = await Promise.all(Array.from({ length: 20 }, () => knock(email, 'falsch', { network })));
    const codes = answers.map((answer) => (answer.ok ? 'in' : answer.code));
    expect(codes.filter((code) => code === 'sign-in-failed')).toHaveLength(5);
    expect(codes.filter((code) => code === 'slow-down')).toHaveLength(15);
  });

  it('is slowed down from when a try was counted, not from when it began to wait for its turn', async () => {
    await database().execute(sql`delete from tries_counted`);
    const key = { kind: 'pair', about: 'one of many at once' } as const;
    for (let i = 0; i < 4; i += 1) expect(await countTry([key])).toBeNull();
    const threeSecondsLater = (tx: Tx) =>
      tx.execute(sql`update movable_clock set ahead_ms = ahead_ms + 3000`);
    expect(await held(() => countTry([key]), threeSecondsLater)).toBeNull();
    expect(await countTry([key])).toEqual({ ...SLOW, params: { seconds: 2 } });
    expect(await tries()).toMatchObject([{ count: 5 }]);
  });

  it('is counted also where the count is forgiven while a guess waits for its turn', async () => {
    await database().execute(sql`delete from tries_counted`);
    const key = { kind: 'pair', about: 'somebody who signs in just now' } as const;
    expect(await countTry([key])).toBeNull();
    expect(
      await held(
        () => countTry([key]),
        (tx) => forgiveTries(tx, [key]),
      ),
    ).toBeNull();
    expect(await tries()).toMatchObject([{ count: 1 }]);
  });

  it('is slowed down for one network that tries many accounts', async () => {
    const key = { kind: 'network', about: '203.0.113.8' } as const;
    for (let i = 0; i < 40; i += 1) expect(await countTry([key])).toBeNull();
    expect(await countTry([key])).toMatchObject(SLOW);
    const { email } = await makeAccount();
    expect(await knock(email, PASSWORD, { network: '203.0.113.8' })).toMatchObject(SLOW);
    expect(await knock(email, PASSWORD, { network: '203.0.113.9' })).toMatchObject({ ok: true });
  });

  it('from everywhere at once cannot lock out a candidate who has signed in here before', async () => {
    const { email } = await makeAccount();
    const first = await knock(email, PASSWORD);
    if (!first.ok || first.value.kind !== 'signed-in') throw new Error('not signed in');
    const { device } = first.value.session;
    const about = email.toLowerCase();
    for (let i = 0; i < 60; i += 1) await countTry([{ kind: 'account', about }]);
    expect(await knock(email, PASSWORD)).toMatchObject(SLOW);
    expect(await knock(email, PASSWORD, { device })).toMatchObject({ ok: true });
  });

  it('is not helped by a mark that belongs to somebody else, or to nobody', async () => {
    const { email } = await makeAccount();
    const theirs = await knock((await makeAccount()).email, PASSWORD);
    if (!theirs.ok || theirs.value.kind !== 'signed-in') throw new Error('not signed in');
    const network = '203.0.113.10';
    for (let i = 0; i < 5; i += 1) await knock(email, 'falsch', { network });
    for (const device of [theirs.value.session.device, 'AAAA', '']) {
      expect(await knock(email, PASSWORD, { network, device })).toMatchObject(SLOW);
    }
  });

  it('on a known browser is slowed down as well', async () => {
    const { email } = await makeAccount();
    const first = await knock(email, PASSWORD);
    if (!first.ok || first.value.kind !== 'signed-in') throw new Error('not signed in');
    const { device } = first.value.session;
    for (let i = 0; i < 8; i += 1) await knock(email, 'falsch', { device });
    expect(await knock(email, PASSWORD, { device })).toMatchObject(SLOW);
  });

  it('leaves an entry on the evidence log once it is many', async () => {
    const key = { kind: 'pair', about: 'somebody somewhere' } as const;
    for (let i = 0; i < 25; i += 1) {
      await pass(61);
      await countTry([key]);
    }
    const entries = await database().execute(
      sql`select subject_id from evidence where code = 'many-tries' and subject_id like 'pair:%'`,
    );
    expect(entries).toHaveLength(1);
  });
});

describe('what is remembered of tries', () => {
  it('names no address and no network', async () => {
    await knock('peinlich@example.org', 'falsch', { network: '203.0.113.99' });
    const dump = JSON.stringify([
      await database().execute(sql`select * from tries_counted`),
      await database().execute(sql`select * from tries_key`),
    ]);
    expect(dump).toContain('pair:');
    expect(dump).not.toMatch(/peinlich|203\.0\.113\.99/);
  });

  it('is deleted two hours later', async () => {
    await countTry([{ kind: 'network', about: 'old' }]);
    await pass(7201);
    await countTry([{ kind: 'network', about: 'new' }]);
    const rows = await database().execute(sql`select * from tries_counted`);
    expect(rows).toHaveLength(1);
  });
});
