import { sql } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { SINCE_EVER } from '../people/enrolment.ts';
import { cell } from './judged-rows.ts';

export interface Applying {
  readonly importId: string;
  readonly recordedBy: string;
  readonly day: string;
  /** Whether new people get a mail with the link to their account. */
  readonly sendLinks: boolean;
}

const newRows = (importId: string) =>
  sql`member_import_row r where r.import_id = ${importId} and r.verdict = 'new'`;

/** People who are new, set by set: each statement writes all of them. */
export async function writeNewPeople(tx: Tx, { importId }: Applying): Promise<void> {
  await tx.execute(sql`
    insert into person (id, number, given_name, family_name, born_on, citizenships, gender, email, phone, locale)
    select r.person_id, ${cell('number')}, ${cell('given_name')}, ${cell('family_name')}, ${cell('born_on')}::date,
      string_to_array(${cell('citizenships')}, ' '), ${cell('gender')}, ${cell('email')}, ${cell('phone')},
      coalesce(${cell('language')}, 'de')
    from ${newRows(importId)}`);
}

export async function writeNewMemberships(tx: Tx, { importId, recordedBy }: Applying): Promise<void> {
  await tx.execute(sql`
    insert into residence (person_id, since, street, postcode, town, country, ags, recorded_by)
    select r.person_id, ${SINCE_EVER}::date, ${cell('street')}, ${cell('postcode')}, ${cell('town')},
      coalesce(${cell('country')}, 'DE'), ${cell('district')}, ${recordedBy}
    from ${newRows(importId)} and num_nonnulls(${cell('street')}, ${cell('postcode')}, ${cell('town')},
      ${cell('country')}, ${cell('district')}) > 0`);
  await tx.execute(sql`
    insert into membership (person_id, unit_id, joined_on, effective_on, ended_on, end_reason, recorded_by)
    select r.person_id, unit.id, ${cell('joined_on')}::date, ${cell('effective_on')}::date, ${cell('ended_on')}::date,
      case when ${cell('ended_on')} is not null then 'left' end, ${recordedBy}
    from member_import_row r join unit on unit.number = ${cell('unit')}::int
    where r.import_id = ${importId} and r.verdict = 'new'`);
  await tx.execute(sql`
    insert into dues_standing (person_id, standing, since, recorded_by)
    select r.person_id, ${cell('dues')}, coalesce(${cell('dues_since')}, ${cell('joined_on')})::date, ${recordedBy}
    from ${newRows(importId)} and ${cell('dues')} is not null`);
}
