import type { z } from 'zod';
import { unitById } from '#lib/membership/server/index.ts';
import { dayOf } from '#lib/membership/day.ts';
import { hasPower, type Actor } from '#lib/platform/actor.ts';
import { base58Id } from '#lib/platform/ids.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import type { draftBeginning } from '../../draft-forms.ts';
import { referendumText } from '../../referendum.ts';
import { referendum } from '../tables.ts';
import {
  decisionOfStatute,
  proposedConfiguration,
  proposedThreshold,
  proposedTimes,
  ruleOfPreset,
} from './draft-defaults.ts';

/** The first step of the wizard: a draft with everything that the statute says, ready to be changed step by step. */
export async function beginDraft(
  actor: Actor,
  input: z.output<typeof draftBeginning>,
): Promise<Outcome<{ uuid: string }>> {
  return transact(async (tx) => {
    const unit = await unitById(tx, input.unitId);
    if (!unit || !hasPower(actor, 'referendums.write', unit.path)) return refuse(404, 'not-found');
    if (actor.kind !== 'person') return refuse(403, 'not-allowed');
    const now = await houseNow(tx);
    const day = dayOf(now);
    const eligibilityRule = await ruleOfPreset(tx, input.preset, { unit, day });
    const decision = await decisionOfStatute(tx, day);
    if (!eligibilityRule || !decision) return refuse(409, 'statute-silent');
    const uuid = base58Id();
    await tx.insert(referendum).values({
      uuid,
      unitId: unit.id,
      unitPath: unit.path,
      asked: firstQuestion(input.title),
      decision,
      eligibilityRule,
      configuration: await proposedConfiguration(tx, day),
      threshold: await proposedThreshold(tx, day),
      ...(await proposedTimes(tx, now, day)),
      createdBy: actor.personId,
    });
    const subject = { kind: 'referendum', id: uuid };
    await recordFact(tx, actor, { kind: 'referendums.referendum-drafted', subject });
    return done({ uuid });
  });
}

/** Yes and no to the title: the usual referendum, to be changed in the next step. */
function firstQuestion(title: string) {
  const answers = ['Ja', 'Nein'];
  const asked = { kind: 'decision', text: title, answers, min: 1, max: 1, blank: true, offersInvalid: false };
  return referendumText.parse({ title, questions: [asked] });
}
