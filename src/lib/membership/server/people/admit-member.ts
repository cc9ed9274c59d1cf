import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { pathsWithPower, type Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { dayOf } from '../../day.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { AdmitMember } from '../../membership.ts';
import { mayWriteMembers } from '../../powers.ts';
import { searchWords } from '../../search.ts';
import { membership, person, unit } from '../tables.ts';
import { belowAny, unitByNumber } from '../units/units.ts';
import { admitMember as beginMembership, createPerson } from './enrolment.ts';
import { recorder } from './recorded-by.ts';

type Newcomer = Omit<AdmitMember, 'unitNumber' | 'isAnother'>;

/** An officer takes a new person in. Somebody who seems to be there already is shown first. */
export async function admitMember(actor: Actor, input: AdmitMember): Promise<Outcome<{ personId: string }>> {
  return transact(async (tx) => {
    const unit = await unitByNumber(tx, input.unitNumber);
    if (!unit || !mayWriteMembers(actor, unit.path)) {
      return refuse(422, 'unit-unknown', { fields: { unitNumber: 'unit-unknown' } });
    }
    if (input.bornOn !== null && input.bornOn > dayOf(await houseNow(tx))) {
      return refuse(422, 'born-in-future', { fields: { bornOn: 'born-in-future' } });
    }
    const twin = input.isAnother ? null : await possibleTwin(tx, actor, input);
    if (twin) return refuse(409, 'perhaps-already-member', { params: { number: twin } });
    const personId = await takeIn(tx, actor, { ...input, unitId: unit.id });
    return done({ personId });
  });
}

/** Writes person, number, home and membership and says so; the caller has checked its powers. Resolves to the person. */
export async function takeIn(
  tx: Tx,
  actor: Actor,
  given: Newcomer & { readonly unitId: string },
): Promise<string> {
  const { unitId, joinedOn, effectiveOn } = given;
  const personId = await enrol(tx, actor, given);
  await beginMembership(tx, { personId, unitId, joinedOn, effectiveOn }, recorder(actor));
  await recordFact(tx, actor, {
    kind: MEMBERSHIP_FACTS.memberAdmitted,
    subject: { kind: 'person', id: personId },
    detail: { unitId },
  });
  return personId;
}

async function enrol(tx: Tx, actor: Actor, input: Newcomer): Promise<string> {
  const { street, postcode, town, country, ags, ...rest } = input;
  const isAtHome = [street, postcode, town, ags].some((part) => part !== null);
  const { givenName, familyName, bornOn, gender, citizenships, email, phone, locale } = rest;
  return createPerson(
    tx,
    {
      ...{ givenName, familyName, bornOn, gender, citizenships, email, phone, locale },
      number: await freeNumber(tx),
      residence: isAtHome ? { street, postcode, town, country, ags } : null,
    },
    recorder(actor),
  );
}

async function freeNumber(tx: Tx): Promise<string> {
  for (;;) {
    const [row] = await tx.execute<{ number: string }>(sql`select nextval('member_number')::text as number`);
    const number = row?.number ?? '';
    const [taken] = await tx.select({ id: person.id }).from(person).where(eq(person.number, number));
    if (!taken) return number;
  }
}

/** Looks only among people whom this officer may see anyway. */
async function possibleTwin(tx: Tx, actor: Actor, input: AdmitMember): Promise<string | null> {
  const sortName = searchWords(`${input.familyName} ${input.givenName}`).join(' ');
  const sameBirth = or(isNull(person.bornOn), input.bornOn ? eq(person.bornOn, input.bornOn) : sql`true`);
  const [row] = await tx
    .select({ number: person.number })
    .from(person)
    .innerJoin(membership, and(eq(membership.personId, person.id), isNull(membership.supersededAt)))
    .innerJoin(unit, eq(unit.id, membership.unitId))
    .where(
      and(
        belowAny(pathsWithPower(actor, 'members.write')),
        or(
          and(eq(person.sortName, sortName), sameBirth),
          input.email ? sql`lower(${person.email}) = ${input.email.toLowerCase()}` : sql`false`,
        ),
      ),
    )
    .limit(1);
  return row ? (row.number ?? '–') : null;
}
