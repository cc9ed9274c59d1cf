import { and, desc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { addYears } from '../../../day.ts';
import type { ApplicationState, JoiningRules } from '../../../joining/application.ts';
import type { SameBy, Suspected, SuspectedApplication, SuspectedPerson } from '../../../joining/listing.ts';
import { mayWriteMembers } from '../../../powers.ts';
import { applicant, application, membership, person, unit } from '../../tables.ts';

const MOST = 20;

type Applicant = typeof applicant.$inferSelect;

/** Who may be the same human, in the whole party: shown to the board that decides, never to the applicant. */
export async function suspectedDuplicates(
  reader: Reader,
  actor: Actor,
  given: { readonly applicant: Applicant; readonly rules: JoiningRules; readonly today: string },
): Promise<Suspected[]> {
  const people = await suspectedPeople(reader, given.applicant);
  const years = given.rules.returnAfterExpulsionYears?.value;
  const persons = people.map((row): SuspectedPerson => {
    const isOurs = mayWriteMembers(actor, row.unitPath);
    const isExpelled = row.endReason === 'expelled' && row.endedOn !== null && years !== undefined;
    return {
      kind: 'person',
      personId: isOurs ? row.personId : null,
      name: isOurs ? `${row.givenName} ${row.familyName}` : null,
      unitName: row.unitName,
      same: sameBy(row, given.applicant),
      endedOn: row.endedOn,
      endReason: row.endReason,
      returnOn: isExpelled ? addYears(row.endedOn as string, years) : null,
    };
  });
  return [...persons, ...(await suspectedApplications(reader, given.applicant))];
}

/** Each person once, by the membership that runs or the one that ended last. */
async function suspectedPeople(reader: Reader, own: Applicant) {
  const sameName = and(
    eq(person.sortName, own.foldedName),
    or(isNull(person.bornOn), eq(person.bornOn, own.bornOn)),
  );
  return reader
    .selectDistinctOn([person.id], {
      personId: person.id,
      givenName: person.givenName,
      familyName: person.familyName,
      bornOn: person.bornOn,
      email: person.email,
      foldedName: person.sortName,
      unitName: unit.name,
      unitPath: unit.path,
      endedOn: membership.endedOn,
      endReason: membership.endReason,
    })
    .from(person)
    .innerJoin(membership, and(eq(membership.personId, person.id), isNull(membership.supersededAt)))
    .innerJoin(unit, eq(unit.id, membership.unitId))
    .where(or(sql`lower(${person.email}) = ${own.email.toLowerCase()}`, sameName))
    .orderBy(person.id, sql`${membership.endedOn} desc nulls first`, desc(membership.joinedOn))
    .limit(MOST);
}

async function suspectedApplications(reader: Reader, own: Applicant): Promise<SuspectedApplication[]> {
  const rows = await reader
    .select({
      state: sql<ApplicationState>`${application.state}`,
      retryOn: application.retryOn,
      unitName: unit.name,
      email: applicant.email,
      foldedName: applicant.foldedName,
      bornOn: applicant.bornOn,
    })
    .from(applicant)
    .innerJoin(application, eq(application.id, applicant.applicationId))
    .innerJoin(unit, eq(unit.id, application.unitId))
    .where(
      and(
        ne(application.id, own.applicationId),
        inArray(application.state, ['waiting', 'refused']),
        or(
          sql`lower(${applicant.email}) = ${own.email.toLowerCase()}`,
          and(eq(applicant.foldedName, own.foldedName), eq(applicant.bornOn, own.bornOn)),
        ),
      ),
    )
    .orderBy(desc(application.confirmedAt))
    .limit(MOST);
  return rows.map(({ state, retryOn, unitName, ...row }) => ({
    kind: 'application',
    ...{ state, unitName, retryOn },
    same: sameBy(row, own),
  }));
}

function sameBy(
  row: {
    readonly email: string | null;
    readonly foldedName: string | null;
    readonly bornOn: string | null;
  },
  own: Applicant,
): SameBy[] {
  const same: SameBy[] = [];
  if (row.email?.toLowerCase() === own.email.toLowerCase()) same.push('email');
  if (row.foldedName === own.foldedName) same.push(row.bornOn === own.bornOn ? 'name-and-birth' : 'name');
  return same;
}
