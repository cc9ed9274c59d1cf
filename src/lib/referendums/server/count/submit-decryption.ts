import { z } from 'zod';
import { formatEntry, type OwnedDecryption, type ProofText } from '#crypto';
import { releaseRoll } from '#lib/eligibility/server/index.ts';
import { system, type Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome, type Refusal } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { appendEntries, appendEntry } from '#lib/record/server/index.ts';
import { referendumUuid } from '../../referendum.ts';
import { lockAlone, moveState, standing, type ReferendumRow } from '../loading.ts';
import { partialDecryption, referendumResult } from '../tables.ts';
import { inThread, textFromThread } from '../threads/pool.server.ts';
import { agreementOf, countOf, handedIn, ownerOf, type Count } from './desk.ts';
import { isWitnessed, witnessingOf } from './witnessing.ts';

const scalar = z.string().regex(/^\d{1,80}$/);

export const decryptionSubmission = z.object({
  uuid: referendumUuid,
  /** The canonical text that `createPartialDecryption` made in the trustee's page. */
  decryption: z.string().min(2).max(2_000_000, 'field-too-long'),
  /** The trustee's signature under the checkpoint of the closing record. */
  challenge: scalar,
  response: scalar,
});

interface Handing {
  readonly uuid: string;
  readonly part: OwnedDecryption;
  readonly agreement: ProofText;
  readonly fault: string | null;
}

export interface Counted {
  /** What is wrong with the factors, if anything is. */
  readonly fault: string | null;
  readonly counted: boolean;
}

/**
 * A trustee agrees to the closing record and hands in the own factors. They stand on the record whether right or wrong; a
 * wrong one is named and ignored while enough right ones exist. With the last one needed, the result is computed in the
 * same transaction. The same factors again get the same answer.
 */
export async function submitDecryption(
  actor: Actor,
  input: z.output<typeof decryptionSubmission>,
): Promise<Outcome<Counted>> {
  const { uuid, decryption, challenge, response } = input;
  const owner = await ownerOf(actor, uuid);
  if (typeof owner !== 'number') return owner;
  const count = await countOf(uuid);
  if (!count) return refuse(409, 'count-not-begun');
  const part = { owner, decryption };
  const agreement = { challenge, response };
  const fault = await faultOf(count, { uuid, part, agreement });
  if (typeof fault === 'object' && fault !== null) return fault;
  return transact(async (tx) => {
    await lockAlone(tx, uuid);
    const found = await standing(tx, uuid);
    const before = (await handedIn(tx, uuid)).filter(({ index }) => index === owner);
    const same = before.find(({ body }) => body === decryption);
    const isOver = found?.row.state !== 'counting';
    if (same) return done({ fault: same.fault, counted: isOver });
    if (!found || isOver) return refuse(409, 'count-already-over');
    if (before.some((one) => one.fault === null)) return refuse(409, 'decryption-already-submitted');
    if (!isWitnessed(await witnessingOf(tx, found.row))) return refuse(409, 'witnesses-missing');
    await keep(tx, actor, { uuid, part, agreement, fault, attempt: before.length + 1 });
    return done({ fault, counted: await countIfEnough(tx, found.row, count) });
  });
}

/** A refusal for what is malformed or not agreed to; a code for factors that are wrong; null for right ones. */
async function faultOf(count: Count, handing: Omit<Handing, 'fault'>): Promise<string | null | Refusal> {
  const { election, trustees, tally } = count;
  const { uuid, part, agreement: signature } = handing;
  const agreement = { ...agreementOf(uuid, part.owner, count), signature };
  const agreed = await inThread({ kind: 'agreement', election, trustees, agreement });
  if ('refusal' in agreed) return refuse(422, agreed.refusal);
  const answer = await inThread({ kind: 'decryption', election, trustees, tally, part });
  if (!('refusal' in answer)) return null;
  const isNoDecryption = /^json|not-canonical$|^house-busy$/.test(answer.refusal);
  return isNoDecryption ? refuse(422, answer.refusal) : answer.refusal;
}

async function keep(tx: Tx, actor: Actor, handing: Handing & { readonly attempt: number }): Promise<void> {
  const { uuid, part, agreement, fault, attempt } = handing;
  const subject = { kind: 'referendum', id: uuid };
  await tx
    .insert(partialDecryption)
    .values({ uuid, index: part.owner, attempt, body: part.decryption, fault });
  const agreed = { type: 'agreement', uuid, owner: part.owner, signature: agreement } as const;
  const factors = { type: 'partial-decryption', uuid, ...part } as const;
  await appendEntries(tx, uuid, [formatEntry(agreed), formatEntry(factors)]);
  if (fault) await recordEvidence(tx, actor, { code: 'decryption-invalid', subject, reason: fault });
  await recordFact(tx, actor, { kind: 'referendums.decryption-submitted', subject });
  await ringChanged(tx, subject);
}

async function countIfEnough(tx: Tx, row: ReferendumRow, count: Count): Promise<boolean> {
  const handed = await handedIn(tx, row.uuid);
  const valid = handed.filter((one) => one.fault === null);
  if (valid.length < row.threshold) return false;
  const { election, trustees, tally, ballots } = count;
  const parts = valid.slice(0, row.threshold).map((one) => ({ owner: one.index, decryption: one.body }));
  const result = await textFromThread({ kind: 'result', election, trustees, tally, ballots, parts });
  const owners = parts.map((part) => part.owner);
  const ignored = [...new Set(handed.filter((one) => one.fault !== null).map((one) => one.index))].filter(
    (index) => !owners.includes(index),
  );
  const archiveTimestamp = Math.floor(row.closesAt.getTime() / 1000);
  await tx.insert(referendumResult).values({ uuid: row.uuid, result, archiveTimestamp });
  await appendEntry(tx, row.uuid, formatEntry({ type: 'result', uuid: row.uuid, result, owners, ignored }));
  await moveState(tx, row, 'counted');
  if (row.rollId) await releaseRoll(tx, row.rollId);
  const subject = { kind: 'referendum', id: row.uuid };
  await recordFact(tx, system('count'), { kind: 'referendums.referendum-counted', subject });
  return true;
}
