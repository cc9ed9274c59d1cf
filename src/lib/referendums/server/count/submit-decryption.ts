import { and, asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { formatEntry, type OwnedDecryption } from '#crypto';
import { releaseRoll } from '#lib/eligibility/server/index.ts';
import { system, type Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome, type Refusal } from '#lib/platform/outcome.ts';
import { database, transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { appendEntry } from '#lib/record/server/index.ts';
import { referendumUuid } from '../../referendum.ts';
import { lockAlone, moveState, standing, type ReferendumRow } from '../loading.ts';
import { encryptedTally, frozenElection, partialDecryption, referendumResult, trustee } from '../tables.ts';
import { inThread, textFromThread } from '../threads/pool.server.ts';

export const decryptionSubmission = z.object({
  uuid: referendumUuid,
  /** The canonical text that `createPartialDecryption` made in the trustee's page. */
  decryption: z.string().min(2).max(2_000_000, 'field-too-long'),
});

interface Count {
  readonly election: string;
  readonly trustees: string;
  readonly tally: string;
  readonly ballots: number;
}

/**
 * A trustee hands in the own factors. They stand on the record whether right or wrong; a wrong one is named and ignored
 * while enough right ones exist. With the last one needed, the result is computed in the same transaction.
 */
export async function submitDecryption(
  actor: Actor,
  input: z.output<typeof decryptionSubmission>,
): Promise<Outcome<{ fault: string | null; counted: boolean }>> {
  const owner = await ownerOf(actor, input.uuid);
  if (typeof owner !== 'number') return owner;
  const count = await countOf(input.uuid);
  if (!count) return refuse(409, 'count-not-begun');
  const part: OwnedDecryption = { owner, decryption: input.decryption };
  const answer = await inThread({ kind: 'decryption', ...count, part });
  const fault = 'refusal' in answer ? answer.refusal : null;
  if (fault === 'house-busy') return refuse(503, 'house-busy');
  if (fault?.startsWith('json') || fault === 'decryption-not-canonical') return refuse(422, fault);
  return transact(async (tx) => {
    await lockAlone(tx, input.uuid);
    const found = await standing(tx, input.uuid);
    if (found?.row.state !== 'counting') return alreadyCounted(tx, input, owner);
    const same = await handedIn(tx, input.uuid, owner);
    if (same)
      return same.body === input.decryption
        ? done({ fault: same.fault, counted: false })
        : refuse(409, 'decryption-already-submitted');
    await keep(tx, actor, { uuid: input.uuid, part, fault });
    return done({ fault, counted: await countIfEnough(tx, found.row, count) });
  });
}

async function ownerOf(actor: Actor, uuid: string): Promise<number | Refusal> {
  if (actor.kind !== 'person') return refuse(401, 'sign-in-first');
  const [row] = await database()
    .select({ index: trustee.index })
    .from(trustee)
    .where(and(eq(trustee.uuid, uuid), eq(trustee.personId, actor.personId)));
  return row?.index ?? refuse(404, 'not-found');
}

async function countOf(uuid: string): Promise<Count | null> {
  const [row] = await database()
    .select()
    .from(encryptedTally)
    .innerJoin(frozenElection, eq(frozenElection.uuid, encryptedTally.uuid))
    .where(eq(encryptedTally.uuid, uuid));
  if (!row) return null;
  const { election, trustees } = row.frozen_election;
  return { election, trustees, tally: row.encrypted_tally.tally, ballots: row.encrypted_tally.ballots };
}

async function handedIn(tx: Tx, uuid: string, index: number) {
  const [row] = await tx
    .select()
    .from(partialDecryption)
    .where(and(eq(partialDecryption.uuid, uuid), eq(partialDecryption.index, index)));
  return row;
}

/** The reply to a trustee whose first reply was lost, after the count went on. */
async function alreadyCounted(
  tx: Tx,
  input: z.output<typeof decryptionSubmission>,
  owner: number,
): Promise<Outcome<{ fault: string | null; counted: boolean }>> {
  const same = await handedIn(tx, input.uuid, owner);
  return same?.body === input.decryption
    ? done({ fault: same.fault, counted: true })
    : refuse(409, 'count-already-over');
}

async function keep(
  tx: Tx,
  actor: Actor,
  handed: { readonly uuid: string; readonly part: OwnedDecryption; readonly fault: string | null },
): Promise<void> {
  const { uuid, part, fault } = handed;
  const subject = { kind: 'referendum', id: uuid };
  await tx.insert(partialDecryption).values({ uuid, index: part.owner, body: part.decryption, fault });
  await appendEntry(tx, uuid, formatEntry({ type: 'partial-decryption', uuid, ...part }));
  if (fault) await recordEvidence(tx, actor, { code: 'decryption-invalid', subject, reason: fault });
  await recordFact(tx, actor, { kind: 'referendums.decryption-submitted', subject });
  await ringChanged(tx, subject);
}

async function countIfEnough(tx: Tx, row: ReferendumRow, count: Count): Promise<boolean> {
  const handed = await tx
    .select()
    .from(partialDecryption)
    .where(eq(partialDecryption.uuid, row.uuid))
    .orderBy(asc(partialDecryption.index));
  const valid = handed.filter((one) => one.fault === null);
  if (valid.length < row.threshold) return false;
  const parts = valid.slice(0, row.threshold).map((one) => ({ owner: one.index, decryption: one.body }));
  const result = await textFromThread({ kind: 'result', ...count, parts });
  const owners = parts.map((part) => part.owner);
  const ignored = handed.filter((one) => one.fault !== null).map((one) => one.index);
  const archiveTimestamp = Math.floor(row.closesAt.getTime() / 1000);
  await tx.insert(referendumResult).values({ uuid: row.uuid, result, archiveTimestamp });
  await appendEntry(tx, row.uuid, formatEntry({ type: 'result', uuid: row.uuid, result, owners, ignored }));
  await moveState(tx, row, 'counted');
  if (row.rollId) await releaseRoll(tx, row.rollId);
  await recordFact(tx, system('count'), {
    kind: 'referendums.referendum-counted',
    subject: { kind: 'referendum', id: row.uuid },
  });
  return true;
}
