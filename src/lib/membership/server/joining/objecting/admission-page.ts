import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { database, type Reader } from '#lib/platform/server/database.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { dayOf } from '../../../day.ts';
import { answersAbove } from '../../../joining/objection.ts';
import { isOneself } from '../../../powers.ts';
import { personName } from '../../offices/offices.ts';
import { memberWithin } from '../../people/reach.ts';
import { person } from '../../tables.ts';
import { joiningRulesAt } from '../joining-rules.ts';
import { admittingPath } from './reach-admission.ts';
import { objectionAbout } from './objections.ts';

/** An admission as boards see it: from when it takes effect, what was said against it, and what may be done. */
export async function admissionPage(actor: Actor, personId: string) {
  const reader = database();
  const today = dayOf(await houseNow(reader));
  const reached = await memberWithin(reader, actor, { power: 'members.read', personId, day: today });
  if (!reached) return null;
  const [row] = await reader.select().from(person).where(eq(person.id, personId));
  const objection = await objectionAbout(reader, personId);
  const { joinedOn, effectiveOn, endedOn } = reached.membership;
  const isAbove =
    answersAbove(actor, await admittingPath(reader, reached.unitPath)) && !isOneself(actor, personId);
  const isWaiting = effectiveOn !== null && effectiveOn > today && (endedOn === null || endedOn > today);
  const own = objection?.membershipId === reached.membership.lineage ? objection : null;
  const names = await personName(reader, own ? [own.raisedBy, own.decidedBy ?? own.raisedBy] : []);
  const rules = await joiningRulesAt(reader, today);
  return {
    person: { id: personId, name: `${row?.givenName} ${row?.familyName}` },
    ...{ unitName: reached.unitName, joinedOn, effectiveOn, isWaiting },
    article: rules.effectiveAfterWeeks?.article ?? null,
    mayObject: isAbove && isWaiting && own === null,
    mayDecide: isAbove && own?.state === 'open' && !isOneself(actor, own.raisedBy),
    isOwn: own?.state === 'open' && isOneself(actor, own.raisedBy),
    objection: own && {
      ...{ id: own.id, reason: own.reason, raisedAt: own.raisedAt, state: own.state },
      ...{ decidedAt: own.decidedAt, decisionReason: own.decisionReason },
      raisedBy: names.get(own.raisedBy) ?? '',
      decidedBy: own.decidedBy ? (names.get(own.decidedBy) ?? '') : null,
    },
  };
}

/** What a member reads about their own admission; null: nobody objected. */
export async function ownObjection(reader: Reader, personId: string) {
  const own = await objectionAbout(reader, personId);
  if (!own) return null;
  const { reason, raisedAt, state, decidedAt, decisionReason } = own;
  return { reason, raisedAt, state, decidedAt, decisionReason, raisedBy: null, decidedBy: null };
}
