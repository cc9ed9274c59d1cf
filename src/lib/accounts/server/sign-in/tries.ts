import { createHmac } from 'node:crypto';
import { eq, inArray, sql } from 'drizzle-orm';
import { system } from '#lib/platform/actor.ts';
import { refuse, type Refusal } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence } from '#lib/platform/server/facts.server.ts';
import { log } from '#lib/platform/server/log.server.ts';
import { countedTry, secondsToWait, SLOW_DOWNS, type SlowDownKind, type Tries } from '../../slow-down.ts';
import { triesCounted } from '../tables.ts';
import { dailyKey } from './daily-key.ts';

/** One thing tries are counted for: its kind and what it is about, in clear; only the HMAC is stored. */
export interface TriedKey {
  readonly kind: SlowDownKind;
  readonly about: string;
}

/** The key is forgotten when its day is over, and with it whom a row was about. */
async function storedKey(tx: Tx, { kind, about }: TriedKey, now: Date): Promise<string> {
  const key = await dailyKey(tx, now);
  return `${kind}:${createHmac('sha256', key).update(`${kind} ${about}`).digest('hex').slice(0, 32)}`;
}

/**
 * Counts one try under every key, or refuses with the seconds to wait when any key must. It commits by itself and
 * before anything is checked, so that guesses sent at once are all counted.
 */
export async function countTry(keys: readonly TriedKey[]): Promise<Refusal | null> {
  return transact(async (tx) => {
    const rows = await lockedTries(tx, keys, await houseNow(tx));
    // Read again when it is this one's turn: the wait begins when a try is counted, however long it stood in line.
    const now = await houseNow(tx);
    const seconds = Math.max(
      ...rows.map(({ key, tries }) => secondsToWait(SLOW_DOWNS[key.kind], tries, now)),
    );
    if (seconds > 0) return refuse(429, 'slow-down', { params: { seconds } });
    for (const row of rows) await storeTry(tx, row, now);
    await tidy(tx);
    return null;
  });
}

interface TriedRow {
  readonly key: TriedKey;
  readonly stored: string;
  readonly tries: Tries | null;
}

/**
 * In the order of their names, so that two requests never wait for each other. One statement makes a row or takes it
 * as it is, locked: none can be forgiven in between, which would leave the try uncounted.
 */
async function lockedTries(tx: Tx, keys: readonly TriedKey[], now: Date): Promise<TriedRow[]> {
  const named = [];
  for (const key of keys) named.push({ key, stored: await storedKey(tx, key, now) });
  named.sort((a, b) => (a.stored < b.stored ? -1 : 1));
  const found = await tx
    .insert(triesCounted)
    .values(named.map(({ stored }) => ({ key: stored, count: 0, lastAt: now })))
    .onConflictDoUpdate({ target: triesCounted.key, set: { key: sql`excluded.key` } })
    .returning();
  return named.map(({ key, stored }) => {
    const row = found.find((candidate) => candidate.key === stored);
    return { key, stored, tries: row ? { count: row.count, lastAt: row.lastAt } : null };
  });
}

async function storeTry(tx: Tx, { key, stored, tries }: TriedRow, now: Date): Promise<void> {
  const rule = SLOW_DOWNS[key.kind];
  const next = countedTry(rule, tries, now);
  await tx.update(triesCounted).set(next).where(eq(triesCounted.key, stored));
  if (next.count !== rule.alarmAt) return;
  log.warn({ event: 'many-tries', kind: key.kind, count: next.count });
  const subject = { kind: 'sign-in-tries', id: stored };
  await recordEvidence(tx, system('slow-down'), { code: 'many-tries', subject });
}

/** After a success the person's own count starts again; that of a whole network does not. */
export async function forgiveTries(tx: Tx, keys: readonly TriedKey[]): Promise<void> {
  const now = await houseNow(tx);
  const own = keys.filter(({ kind }) => kind !== 'network' && kind !== 'mail');
  if (own.length === 0) return;
  const names = [];
  for (const key of own) names.push(await storedKey(tx, key, now));
  await tx.delete(triesCounted).where(inArray(triesCounted.key, names));
}

/** Last in its transaction and past rows that others hold, so that nobody waits for anybody. */
async function tidy(tx: Tx): Promise<void> {
  await tx.execute(sql`delete from tries_counted where key in (
    select key from tries_counted where last_at < house_now() - interval '2 hours' limit 100 for update skip locked)`);
}
