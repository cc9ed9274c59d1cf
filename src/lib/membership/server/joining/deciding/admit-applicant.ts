import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { createAccountFor } from '#lib/accounts/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { dayOf } from '../../../day.ts';
import { MEMBERSHIP_FACTS } from '../../../facts.ts';
import { weeksAfter, type AdmitApplicant, type JoiningRules } from '../../../joining/application.ts';
import { GENDERS } from '../../../person.ts';
import { takeIn } from '../../people/admit-member.ts';
import { recorder } from '../../people/recorded-by.ts';
import { beginAnew } from '../../standing/readmit-member.ts';
import { inviteMember } from '../../standing/send-activation-link.ts';
import { application } from '../../tables.ts';
import { ringBoards } from '../board.ts';
import { contactOf } from '../contact.ts';
import { followUpLater } from '../follow-up.ts';
import { joiningRulesAt } from '../joining-rules.ts';
import { mailWelcome } from '../letters.ts';
import { suspectedDuplicates } from './duplicates.ts';
import { applicationToDecide, type HeldApplication } from './reach-application.ts';

interface Taking {
  readonly actor: Actor;
  readonly rules: JoiningRules;
  readonly today: string;
}

/** The board takes the applicant in: person, membership, account and mails exist together or not at all. */
export async function admitApplicant(
  actor: Actor,
  { applicationId, sameAs }: AdmitApplicant,
): Promise<Outcome<{ personId: string }>> {
  return transact(async (tx) => {
    const held = await applicationToDecide(tx, actor, applicationId);
    if (!held) return refuse(404, 'not-found');
    const { row } = held;
    if (row.state === 'admitted') return done({ personId: row.personId ?? '' });
    if (row.state !== 'waiting') return refuse(409, 'application-decided');
    const today = dayOf(await houseNow(tx));
    const taking = { actor, today, rules: await joiningRulesAt(tx, today) };
    const person = await personFor(tx, held, { ...taking, sameAs });
    if (!person.ok) return person;
    const { personId } = person.value;
    await tx
      .update(application)
      .set({ state: 'admitted', decidedAt: sql`house_now()`, decidedBy: recorder(actor), personId })
      .where(eq(application.id, row.id));
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.applicationAdmitted,
      subject: { kind: 'application', id: row.id },
      detail: { personId },
    });
    await welcome(tx, held, taking);
    await followUpLater(tx, { personId, today });
    await ringBoards(tx, [row.unitId]);
    return done({ personId });
  });
}

/** Where the books know somebody alike, the board has looked and says who it is. */
async function personFor(
  tx: Tx,
  held: HeldApplication,
  taking: Taking & { readonly sameAs: string | undefined },
): Promise<Outcome<{ personId: string }>> {
  const { actor, sameAs } = taking;
  const suspected = await suspectedDuplicates(tx, actor, { ...taking, applicant: held.applicant });
  const people = suspected.filter((one) => one.kind === 'person');
  if (people.length > 0 && sameAs === undefined) {
    return refuse(409, 'perhaps-known-already', { fields: { sameAs: 'perhaps-known-already' } });
  }
  if (sameAs === undefined || sameAs === 'nobody')
    return done({ personId: await makeMember(tx, held, taking) });
  if (!people.some(({ personId }) => personId === sameAs)) {
    return refuse(422, 'not-among-them', { fields: { sameAs: 'not-among-them' } });
  }
  const again = { personId: sameAs, unitNumber: held.unit.number, ...daysOf(taking) };
  const begun = await beginAnew(tx, actor, again);
  if (!begun.ok) return { ...begun, fields: { sameAs: begun.code } };
  // Who can sign in already needs no link; an address that signs in somebody else gets none.
  await inviteMember(tx, sameAs);
  return done({ personId: sameAs });
}

async function makeMember(tx: Tx, held: HeldApplication, taking: Taking): Promise<string> {
  const { givenName, familyName, bornOn, citizenships, email, street, postcode, town, country, ags } =
    held.applicant;
  const gender = z.enum(GENDERS).nullable().parse(held.applicant.gender);
  const locale = localeOf(held);
  const personId = await takeIn(tx, taking.actor, {
    ...{ givenName, familyName, bornOn, gender, citizenships, email, phone: null, locale },
    ...{ street, postcode, town, country, ags },
    ...{ ...daysOf(taking), unitId: held.unit.id },
  });
  // An address that signs in somebody else gives no account; the officer sees that on the member's page.
  await createAccountFor(tx, { personId, email, locale });
  return personId;
}

const localeOf = ({ applicant }: HeldApplication): 'de' | 'en' => (applicant.locale === 'en' ? 'en' : 'de');

function daysOf({ rules, today }: Taking): { joinedOn: string; effectiveOn: string } {
  return { joinedOn: today, effectiveOn: weeksAfter(today, rules.effectiveAfterWeeks?.value ?? 0) };
}

async function welcome(tx: Tx, held: HeldApplication, taking: Taking): Promise<void> {
  const { row, applicant, unit } = held;
  const contact = await contactOf(tx, unit);
  const { effectiveOn } = daysOf(taking);
  const to = { email: applicant.email, locale: localeOf(held) };
  await mailWelcome(tx, to, { applicationId: row.id, unit: unit.name, contact, effectiveOn });
}
