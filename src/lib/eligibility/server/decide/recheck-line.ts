import type { Actor } from '#lib/platform/actor.ts';
import { done, type Outcome, refuse } from '#lib/platform/outcome.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ELIGIBILITY_FACTS } from '../../facts.ts';
import type { RecheckLine } from '../../objection.ts';
import { rollRef } from '../../roll.ts';
import { countLines } from '../lines/count-lines.ts';
import { placeLine } from '../lines/place-line.ts';
import { transactOnRoll } from '../refused-attempt.ts';
import { asRoll } from '../roll-role.ts';
import { answerAboutPerson } from './answer-about-person.ts';
import { openForDecision } from './decide-line.ts';

/** After an officer completed the member's data: the rule is asked again about this line. */
export function recheckLine(actor: Actor, input: RecheckLine): Promise<Outcome> {
  return transactOnRoll(actor, input.rollId, async (tx) => {
    const opened = await openForDecision(tx, actor, input);
    if ('ok' in opened) return opened;
    const { roll, line } = opened;
    const answer = await answerAboutPerson(tx, line.personId, roll);
    if (answer.verdict === 'unknown') return refuse(409, 'still-unknown');
    await asRoll(tx, () => placeLine(tx, roll.rollId, answer));
    await asRoll(tx, () => countLines(tx, roll.rollId));
    const detail = { personId: line.personId, verdict: answer.verdict };
    await recordFact(tx, actor, {
      kind: ELIGIBILITY_FACTS.lineRechecked,
      subject: rollRef(roll.rollId),
      detail,
    });
    return done();
  });
}
