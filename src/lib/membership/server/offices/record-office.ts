import { eq } from 'drizzle-orm';
import { isRecentlySignedIn, type Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { dayOf } from '../../day.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { RecordOffice } from '../../office.ts';
import { mayRecordOffice, mayWriteUnit } from '../../powers.ts';
import { giveOffice } from '../people/enrolment.ts';
import { memberWithin } from '../people/reach.ts';
import { recorder } from '../people/recorded-by.ts';
import { person } from '../tables.ts';
import { causeOf } from './office-cause.ts';
import { remindBeforeEnd } from './remind-of-term.ts';
import { unitByNumber } from '../units/units.ts';

/** Records who was elected or appointed, and for how long. Offices carry power, so this asks for a fresh sign-in. */
export async function recordOffice(
  actor: Actor,
  input: RecordOffice,
): Promise<Outcome<{ officeId: string }>> {
  return transact(async (tx) => {
    const now = await houseNow(tx);
    const unit = await unitByNumber(tx, input.unitNumber);
    if (!unit || !mayWriteUnit(actor, unit.path)) return refuse(404, 'not-found');
    const personId = await memberByNumber(tx, actor, { number: input.memberNumber, day: dayOf(now) });
    if (!personId) return refuse(422, 'member-unknown', { fields: { memberNumber: 'member-unknown' } });
    if (!mayRecordOffice(actor, { unitPath: unit.path, kind: input.kind, personId })) {
      return refuse(403, 'office-not-to-oneself');
    }
    if (actor.kind === 'person' && !isRecentlySignedIn(actor, now)) return refuse(403, 'sign-in-again');
    const { kind, fromOn, manner } = input;
    const cause = await causeOf(tx, input, { personId, unitPath: unit.path, day: dayOf(now) });
    if (!cause)
      return refuse(422, 'office-cause-not-held', { fields: { becauseOf: 'office-cause-not-held' } });
    const term = { personId, unitId: unit.id, kind, manner, fromOn, ...cause };
    const officeId = await giveOffice(tx, term, recorder(actor));
    await remindBeforeEnd(tx, officeId, cause.toOn);
    const subject = { kind: 'person', id: personId } as const;
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.officeRecorded,
      subject,
      detail: { office: kind, unitId: unit.id, officeId },
    });
    await recordEvidence(tx, actor, { code: 'office-recorded', subject, reason: `${kind} ${unit.path}` });
    return done({ officeId });
  });
}

async function memberByNumber(
  tx: Tx,
  actor: Actor,
  { number, day }: { readonly number: string; readonly day: string },
): Promise<string | null> {
  const [row] = await tx.select({ id: person.id }).from(person).where(eq(person.number, number));
  if (!row) return null;
  const reached = await memberWithin(tx, actor, { power: 'members.read', personId: row.id, day });
  const isMember = reached !== null && (reached.membership.endedOn ?? '9999') > day;
  return isMember ? row.id : null;
}
