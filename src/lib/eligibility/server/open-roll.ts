import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ELIGIBILITY_FACTS } from '../facts.ts';
import { rollRef, rollRequest, type RollRequest } from '../roll.ts';
import { countLines } from './lines/count-lines.ts';
import { memberAnswers } from './lines/member-answers.ts';
import { writeLines } from './lines/write-lines.ts';
import { asRoll } from './roll-role.ts';
import { roll } from './tables.ts';

/**
 * Computes the roll of an act and lays it open, in the caller's transaction; the caller has checked that it may.
 * Throws when the act has a roll already or the request is malformed.
 */
export async function openRoll(tx: Tx, actor: Actor, given: RollRequest): Promise<{ rollId: string }> {
  const { act, ...request } = rollRequest.parse(given);
  const answers = await memberAnswers(tx, request);
  const openedBy = actor.kind === 'person' ? actor.personId : null;
  const rollId = await asRoll(tx, async () => {
    const [row] = await tx
      .insert(roll)
      .values({ ...request, actKind: act.kind, actId: act.id, openedBy })
      .returning({ id: roll.id });
    const { id } = row as { id: string };
    await writeLines(tx, id, answers);
    await countLines(tx, id);
    await tx.update(roll).set({ state: 'laid-open' }).where(eq(roll.id, id));
    return id;
  });
  const detail = { actKind: act.kind, actId: act.id };
  await recordFact(tx, actor, { kind: ELIGIBILITY_FACTS.rollLaidOpen, subject: rollRef(rollId), detail });
  return { rollId };
}
