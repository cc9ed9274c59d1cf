import { and, asc, eq, lt } from 'drizzle-orm';
import { parseEntry, readCeremony } from '#crypto';
import { personName } from '#lib/membership/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { database, type Reader } from '#lib/platform/server/database.server.ts';
import { entriesOf } from '#lib/record/server/index.ts';
import type { FailedAttempt, SeatedTrustee, TrusteeDesk } from '../../trustee-desk.ts';
import type { ReferendumRow } from '../loading.ts';
import { frozenOf, trusteesOf } from '../referendums.ts';
import { ceremonyMessage } from '../tables.ts';
import { boardOf, scopeOf } from './board.ts';
import { trusteeSeat } from './trustee-seat.ts';

/** What a trustee's page needs, for trustees alone; null for everybody else. */
export async function trusteeDesk(actor: Actor, uuid: string): Promise<TrusteeDesk | null> {
  const db = database();
  const found = await trusteeSeat(db, actor, uuid);
  if (!found) return null;
  const { referendum: row, trustee: own } = found;
  const board = await boardOf(db, row);
  const before = await attemptsBefore(db, row);
  return {
    uuid,
    title: row.asked.title,
    state: row.state,
    index: own.index,
    board,
    people: await peopleOf(db, uuid),
    failed: await failedAttempts(db, row, { size: board.size, said: before }),
    spent: before.filter(({ index, position }) => index === own.index && position <= board.size).map(bodyOf),
    isFrozen: (await frozenOf(db, uuid)) !== null,
    closesAt: row.closesAt.toISOString(),
  };
}

type Said = Pick<typeof ceremonyMessage.$inferSelect, 'attempt' | 'index' | 'position' | 'body'>;

const bodyOf = ({ body }: Said): string => body;

/** All messages of the attempts that failed, in their order. */
async function attemptsBefore(reader: Reader, row: ReferendumRow): Promise<readonly Said[]> {
  return reader
    .select()
    .from(ceremonyMessage)
    .where(and(eq(ceremonyMessage.uuid, row.uuid), lt(ceremonyMessage.attempt, row.ceremonyAttempt)))
    .orderBy(asc(ceremonyMessage.attempt), asc(ceremonyMessage.position));
}

async function peopleOf(reader: Reader, uuid: string): Promise<SeatedTrustee[]> {
  const seats = await trusteesOf(reader, uuid);
  const ids = seats.map(({ personId }) => personId);
  const names = await personName(reader, ids);
  return seats.map(({ index, body, personId }) => ({ index, body, name: names.get(personId) ?? '' }));
}

/** The keys are made before anything else stands on the record but roll and inspection. */
const FIRST_ENTRIES = 100;

/** Attempts that ended without a key, as the record tells them, with the fault that their messages prove. */
async function failedAttempts(
  reader: Reader,
  row: ReferendumRow,
  { size, said }: { readonly size: number; readonly said: readonly Said[] },
): Promise<FailedAttempt[]> {
  const failed: FailedAttempt[] = [];
  for (const { line } of await entriesOf(reader, row.uuid, { from: 0, limit: FIRST_ENTRIES })) {
    const entry = parseEntry(line);
    if (entry.type !== 'ceremony-failed') continue;
    const { round: attempt, reason } = entry;
    const messages = said.filter((one) => one.attempt === attempt).map(bodyOf);
    const { fault } = await readCeremony(scopeOf(row, size), messages);
    failed.push({ attempt, reason, fault: fault ?? null });
  }
  return failed;
}
