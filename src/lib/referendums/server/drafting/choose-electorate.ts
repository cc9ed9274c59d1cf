import type { z } from 'zod';
import { unitById } from '#lib/membership/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import type { electorateForm } from '../../draft-forms.ts';
import { changeDraft } from './change-draft.ts';
import { decisionOfStatute, ruleOfPreset } from './draft-defaults.ts';

/** Who may vote: a rule of the statute as it stands on the cut-off day; quorum and majority follow that day too. */
export async function chooseElectorate(
  actor: Actor,
  { uuid, preset, cutOff, minimumBallots }: z.output<typeof electorateForm>,
): Promise<Outcome<{ uuid: string }>> {
  return changeDraft(actor, uuid, async (tx, row) => {
    const unit = await unitById(tx, row.unitId);
    const eligibilityRule = unit && (await ruleOfPreset(tx, preset, { unit, day: cutOff }));
    const decision = await decisionOfStatute(tx, cutOff);
    if (!eligibilityRule || !decision) return refuse(409, 'statute-silent');
    const configuration = { ...row.configuration, minimumBallots };
    return done({ eligibilityRule, decision, cutOff, configuration });
  });
}
