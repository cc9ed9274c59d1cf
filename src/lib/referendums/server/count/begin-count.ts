import { and, eq, isNull, sql } from 'drizzle-orm';
import { formatEntry } from '#crypto';
import { releaseRoll } from '#lib/eligibility/server/index.ts';
import { system } from '#lib/platform/actor.ts';
import { asRole, transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { appendEntry } from '#lib/record/server/index.ts';
import { countRecorded } from '../box/close-referendum.ts';
import { lockAlone, moveState, standing, type ReferendumRow } from '../loading.ts';
import { encryptedTally, frozenElection, voteObjection } from '../tables.ts';
import { textFromThread } from '../threads/pool.server.ts';
import { isWitnessed, witnessingOf } from './witnessing.ts';

const clockwork = system('clockwork');
const HOUR_MS = 3_600_000;
/** Ballots handed to a thread at once. */
const CHUNK = 500;

/** The time for objections begins with the close. False if there was nothing to do. */
export async function beginObjection(uuid: string): Promise<boolean> {
  return transact(async (tx) => {
    await lockAlone(tx, uuid);
    const found = await standing(tx, uuid);
    if (found?.row.state !== 'closed') return false;
    await moveState(tx, found.row, 'objection');
    await ringChanged(tx, { kind: 'referendum', id: uuid });
    return true;
  });
}

/** When objections end: their hours after the close, by the house's clock. */
export function objectionsUntil(row: Pick<ReferendumRow, 'closesAt' | 'configuration'>): Date {
  return new Date(row.closesAt.getTime() + row.configuration.objectionHours * HOUR_MS);
}

/**
 * Once objections are over and all decided: too few ballots end the referendum, otherwise the encrypted tally is computed
 * in threads and put on the record, and the trustees are called. False if there was nothing to do.
 */
export async function beginCount(uuid: string): Promise<boolean> {
  const due = await transact((tx) => dueForCount(tx, uuid));
  if (!due) return false;
  const tally = due.isEnough ? await computeTally(uuid) : null;
  return transact(async (tx) => {
    await lockAlone(tx, uuid);
    const again = await dueForCount(tx, uuid);
    if (!again) return false;
    await (tally === null
      ? endTooFew(tx, again.row, again.ballots)
      : putTally(tx, again.row, { tally, ballots: again.ballots }));
    await ringChanged(tx, { kind: 'referendum', id: uuid });
    return true;
  });
}

interface Due {
  readonly row: ReferendumRow;
  readonly ballots: number;
  /** Whether roll and box hold enough that a total does not tell votes. */
  readonly isEnough: boolean;
}

async function dueForCount(tx: Tx, uuid: string): Promise<Due | null> {
  const found = await standing(tx, uuid);
  if (found?.row.state !== 'objection' || found.now < objectionsUntil(found.row)) return null;
  const open = await tx
    .select({ id: voteObjection.id })
    .from(voteObjection)
    .where(and(eq(voteObjection.uuid, uuid), isNull(voteObjection.decision)))
    .limit(1);
  if (open.length > 0) return null;
  // Nothing is called to be decrypted that the witnesses may not have seen; the clockwork asks again at its next turn.
  if (!isWitnessed(await witnessingOf(tx, found.row))) return null;
  const ballots = await countRecorded(tx, uuid);
  const [frozen] = await tx.select().from(frozenElection).where(eq(frozenElection.uuid, uuid));
  const least = found.row.configuration.minimumBallots;
  return { row: found.row, ballots, isEnough: Math.min(ballots, frozen?.rollSize ?? 0) >= least };
}

/** The product of all ballots on the record, chunk by chunk; the record does not change any more by now. */
async function computeTally(uuid: string): Promise<string> {
  const election = await transact(async (tx) => {
    const [frozen] = await tx.select().from(frozenElection).where(eq(frozenElection.uuid, uuid));
    if (!frozen) throw new Error('This referendum was never frozen.');
    return frozen.election;
  });
  const tallies: string[] = [];
  for (let after = ''; ;) {
    const chunk = await ballotsAfter(uuid, after);
    const lastOne = chunk.at(-1);
    if (!lastOne) break;
    tallies.push(await textFromThread({ kind: 'tally', election, ballots: chunk.map((one) => one.ballot) }));
    after = lastOne.tracker;
  }
  return textFromThread({ kind: 'merge', election, tallies });
}

async function ballotsAfter(uuid: string, tracker: string): Promise<{ tracker: string; ballot: string }[]> {
  return transact((tx) =>
    asRole(tx, 'stimmhaus_record', async () => [
      ...(await tx.execute<{ tracker: string; ballot: string }>(sql`
        select tracker, ballot from recorded_ballot where uuid = ${uuid} and tracker > ${tracker}
        order by tracker limit ${CHUNK}`)),
    ]),
  );
}

async function endTooFew(tx: Tx, row: ReferendumRow, ballots: number): Promise<void> {
  const least = row.configuration.minimumBallots;
  await appendEntry(tx, row.uuid, formatEntry({ type: 'too-few-ballots', uuid: row.uuid, ballots, least }));
  await moveState(tx, row, 'too-few-ballots');
  if (row.rollId) await releaseRoll(tx, row.rollId);
  await recordFact(tx, clockwork, {
    kind: 'referendums.too-few-ballots-found',
    subject: { kind: 'referendum', id: row.uuid },
  });
}

async function putTally(
  tx: Tx,
  row: ReferendumRow,
  counted: { tally: string; ballots: number },
): Promise<void> {
  const { tally, ballots } = counted;
  await tx.insert(encryptedTally).values({ uuid: row.uuid, tally, ballots });
  await appendEntry(tx, row.uuid, formatEntry({ type: 'encrypted-tally', uuid: row.uuid, tally, ballots }));
  await moveState(tx, row, 'counting');
  await recordFact(tx, clockwork, {
    kind: 'referendums.count-begun',
    subject: { kind: 'referendum', id: row.uuid },
  });
}
