import type { Actor, PersonActor } from '#lib/platform/actor.ts';
import { done, type Outcome, refuse, type Refusal } from '#lib/platform/outcome.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { ELIGIBILITY_FACTS } from '../../facts.ts';
import type { DecideLine } from '../../objection.ts';
import { mayDecideLine } from '../../powers.ts';
import { rollRef } from '../../roll.ts';
import { countLines } from '../lines/count-lines.ts';
import { placeLine } from '../lines/place-line.ts';
import { transactOnRoll } from '../refused-attempt.ts';
import { asRoll } from '../roll-role.ts';
import { lockedRoll, type WholeRoll } from '../summaries.ts';
import { answerAboutPerson } from './answer-about-person.ts';
import { type OpenLine, openLine } from './open-line.ts';

/** Where data is missing: an officer of the member's unit or the committee decides with a reason. */
export function decideLine(actor: Actor, input: DecideLine): Promise<Outcome> {
  return transactOnRoll(actor, input.rollId, async (tx) => {
    const opened = await openForDecision(tx, actor, input);
    if ('ok' in opened) return opened;
    const { roll, line, decider } = opened;
    const answer = await answerAboutPerson(tx, line.personId, roll);
    const { verdict, reason } = input;
    const decided = { ...answer, verdict, decidedBy: decider.personId, decisionReason: reason };
    await asRoll(tx, () => placeLine(tx, roll.rollId, decided));
    await asRoll(tx, () => countLines(tx, roll.rollId));
    const subject = rollRef(roll.rollId);
    await recordEvidence(tx, actor, { code: `line-decided-${verdict}`, subject, reason });
    const detail = { personId: line.personId, verdict };
    await recordFact(tx, actor, { kind: ELIGIBILITY_FACTS.lineDecided, subject, detail });
    return done();
  });
}

interface Opened {
  readonly roll: WholeRoll;
  readonly line: OpenLine;
  readonly decider: PersonActor;
}

/** The locked roll and the line, when this actor may decide it now. Asked by deciding and by rechecking. */
export async function openForDecision(
  tx: Tx,
  actor: Actor,
  input: { readonly rollId: string; readonly lineId: string },
): Promise<Opened | Refusal> {
  const roll = await asRoll(tx, () => lockedRoll(tx, input.rollId));
  const line = roll && (await asRoll(tx, () => openLine(tx, input)));
  if (!roll || !line || actor.kind !== 'person') return refuse(404, 'not-found');
  if (!mayDecideLine(actor, roll.unitPath, line.unitPath)) return refuse(404, 'not-found');
  if (roll.state === 'sealed') return refuse(409, 'roll-sealed');
  if (line.personId === actor.personId) return refuse(403, 'own-line');
  if (line.verdict !== 'unknown') return refuse(409, 'line-decided');
  return { roll, line, decider: actor };
}
