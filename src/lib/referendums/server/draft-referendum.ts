import { z } from 'zod';
import type { Actor } from '#lib/platform/actor.ts';
import { hasPower } from '#lib/platform/actor.ts';
import { base58Id } from '#lib/platform/ids.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ruleShape } from '#lib/eligibility/rule.ts';
import { unitById } from '#lib/membership/server/index.ts';
import { decisionRule, referendumText, voteConfiguration } from '../referendum.ts';
import { referendum } from './tables.ts';

const moment = z.coerce.date('moment-not-valid');

/** Everything the wizard asks for; the same shape edits a draft. */
export const referendumDraft = z
  .object({
    unitId: z.uuid('unit-missing'),
    asked: referendumText,
    decision: decisionRule,
    configuration: voteConfiguration.prefault({}),
    eligibilityRule: ruleShape,
    cutOff: z.iso.date('moment-not-valid'),
    rollObjectionUntil: moment,
    opensAt: moment,
    closesAt: moment,
    threshold: z.coerce.number().int().min(2, 'threshold-too-small').max(15),
  })
  .refine((d) => d.opensAt < d.closesAt, { error: 'closes-before-opening', path: ['closesAt'] })
  .refine((d) => d.rollObjectionUntil <= d.opensAt, {
    error: 'objections-after-opening',
    path: ['rollObjectionUntil'],
  });

export type ReferendumDraft = z.output<typeof referendumDraft>;

export async function draftReferendum(
  actor: Actor,
  input: ReferendumDraft,
): Promise<Outcome<{ uuid: string }>> {
  return transact(async (tx) => {
    const unit = await unitById(tx, input.unitId);
    if (!unit || !hasPower(actor, 'referendums.write', unit.path)) return refuse(404, 'not-found');
    if (actor.kind !== 'person') return refuse(403, 'not-allowed');
    if (input.closesAt <= (await houseNow(tx))) {
      return refuse(422, 'form-not-valid', { fields: { closesAt: 'moment-passed' } });
    }
    const uuid = base58Id();
    await tx.insert(referendum).values({ ...input, uuid, unitPath: unit.path, createdBy: actor.personId });
    await recordFact(tx, actor, {
      kind: 'referendums.referendum-drafted',
      subject: { kind: 'referendum', id: uuid },
    });
    return done({ uuid });
  });
}
