import { eq, sql } from 'drizzle-orm';
import { type Actor, isRecentlySignedIn, type PersonActor } from '#lib/platform/actor.ts';
import { done, type Outcome, refuse, type Refusal } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { ELIGIBILITY_FACTS } from '../../facts.ts';
import { maySealRoll, rollScope } from '../../powers.ts';
import { isSealedBy, obstacleToSeal, rollRef, type RollSummary, type SealApproval } from '../../roll.ts';
import { asRoll } from '../roll-role.ts';
import { lockedRoll } from '../summaries.ts';
import { roll, rollApproval } from '../tables.ts';
import { rollTree, type RollTree, writeTree } from './roll-tree.ts';

/**
 * One of two people says: these lines are the roll. The second, a different person, seals it. An approval given for
 * lines that have changed since does not count.
 */
export async function approveSeal(
  tx: Tx,
  actor: Actor,
  rollId: string,
): Promise<Outcome<{ sealed: boolean }>> {
  const found = await asRoll(tx, () => lockedRoll(tx, rollId));
  if (!found || !rollScope(actor, found.unitPath)) return refuse(404, 'not-found');
  const obstacle = refusalToSeal(actor, found, await houseNow(tx));
  if (obstacle || actor.kind !== 'person') return obstacle ?? refuse(403, 'may-not-seal');
  const tree = await asRoll(tx, () => rollTree(tx, rollId, found.act));
  const approvals = await asRoll(tx, () => approvalsOf(tx, rollId));
  const valid = approvals.filter((one) => one.hash === tree.commitment.hash);
  if (valid.some((one) => one.personId === actor.personId)) return refuse(409, 'same-person-twice');
  await asRoll(tx, () => writeApproval(tx, actor, { rollId, hash: tree.commitment.hash }));
  const given = { personId: actor.personId, accountId: actor.accountId, hash: tree.commitment.hash };
  const sealed = isSealedBy([...valid, given], tree.commitment.hash);
  if (sealed) await asRoll(tx, () => seal(tx, rollId, tree));
  await keepOnRecord(tx, actor, { rollId, sealed, hash: tree.commitment.hash });
  return done({ sealed });
}

function refusalToSeal(actor: Actor, found: RollSummary, now: Date): Refusal | null {
  if (!maySealRoll(actor, found.unitPath)) return refuse(403, 'may-not-seal');
  const obstacle = obstacleToSeal(found, now);
  if (obstacle) return refuse(409, obstacle);
  return isRecentlySignedIn(actor, now) ? null : refuse(403, 'sign-in-again');
}

async function approvalsOf(tx: Tx, rollId: string): Promise<SealApproval[]> {
  return tx.select().from(rollApproval).where(eq(rollApproval.rollId, rollId));
}

async function writeApproval(
  tx: Tx,
  { personId, accountId }: PersonActor,
  approval: { readonly rollId: string; readonly hash: string },
): Promise<void> {
  await tx.insert(rollApproval).values({ ...approval, personId, accountId });
}

async function seal(tx: Tx, rollId: string, tree: RollTree): Promise<void> {
  await writeTree(tx, rollId, tree);
  await tx
    .update(roll)
    .set({ state: 'sealed', hash: tree.commitment.hash, sealedAt: sql`house_now()` })
    .where(eq(roll.id, rollId));
}

async function keepOnRecord(
  tx: Tx,
  actor: Actor,
  act: { readonly rollId: string; readonly sealed: boolean; readonly hash: string },
): Promise<void> {
  const subject = rollRef(act.rollId);
  const code = act.sealed ? 'roll-sealed' : 'seal-approved';
  await recordEvidence(tx, actor, { code, subject, reason: act.hash });
  const kind = act.sealed ? ELIGIBILITY_FACTS.rollSealed : ELIGIBILITY_FACTS.sealApproved;
  await recordFact(tx, actor, { kind, subject, detail: { hash: act.hash } });
}
