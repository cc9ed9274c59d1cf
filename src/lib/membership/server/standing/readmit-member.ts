import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome, type Refusal } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { addYears } from '../../day.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { ReadmitMember } from '../../membership.ts';
import { mayWriteMembers } from '../../powers.ts';
import { admitMember as beginMembership } from '../people/enrolment.ts';
import { memberToWrite } from '../people/reach.ts';
import { recorder } from '../people/recorded-by.ts';
import { statuteTerm } from '../statute-terms.ts';
import type { membership } from '../tables.ts';
import { unitByNumber } from '../units/units.ts';

/** A former member begins anew, under the same number: a membership of its own after the one that has ended. */
export async function readmitMember(actor: Actor, input: ReadmitMember): Promise<Outcome> {
  return transact((tx) => beginAnew(tx, actor, input));
}

/** The same within a transaction that does more. */
export async function beginAnew(tx: Tx, actor: Actor, input: ReadmitMember): Promise<Outcome> {
  const reached = await memberToWrite(tx, actor, input.personId);
  if (!reached.ok) return reached;
  const { endedOn } = reached.value.membership;
  if (endedOn === null) return refuse(409, 'already-member');
  const unit = await unitByNumber(tx, input.unitNumber);
  if (!unit || !mayWriteMembers(actor, unit.path)) {
    return refuse(422, 'unit-unknown', { fields: { unitNumber: 'unit-unknown' } });
  }
  const { personId, joinedOn, effectiveOn } = input;
  if (joinedOn < endedOn) {
    return refuse(422, 'begin-before-last-end', { fields: { joinedOn: 'begin-before-last-end' } });
  }
  const early = await isTooEarly(tx, reached.value.membership, joinedOn);
  if (early) return early;
  await beginMembership(tx, { personId, unitId: unit.id, joinedOn, effectiveOn }, recorder(actor));
  await recordFact(tx, actor, {
    kind: MEMBERSHIP_FACTS.memberReadmitted,
    subject: { kind: 'person', id: personId },
    detail: { unitId: unit.id, joinedOn },
  });
  return done();
}

/** After an expulsion the statute may keep the door closed for some years. */
async function isTooEarly(
  tx: Tx,
  last: typeof membership.$inferSelect,
  joinedOn: string,
): Promise<Refusal | null> {
  if (last.endReason !== 'expelled' || last.endedOn === null) return null;
  const term = await statuteTerm(tx, 'membership.return-after-expulsion-years', joinedOn);
  if (!term) return null;
  if (joinedOn >= addYears(last.endedOn, term.value)) return null;
  const params = { article: term.article, years: term.value };
  return refuse(422, 'return-too-early', { params, fields: { joinedOn: 'return-too-early' } });
}
