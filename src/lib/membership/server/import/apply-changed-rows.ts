import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';
import type { ImportColumnKey } from '../../import/columns.ts';
import { endOfficesOf } from '../offices/end-offices.ts';
import type { Applying } from './apply-new-rows.ts';
import { cell, firstMemberships, newestOn, presentMemberships } from './judged-rows.ts';

/** Rows in which one of the columns would change. */
function changedRows(importId: string, ...columns: readonly ImportColumnKey[]): SQL {
  return sql`r.import_id = ${importId} and r.verdict = 'changed' and r.changes && ${`{${columns.join(',')}}`}::text[]`;
}

const OWN_FIELDS = [
  ['given_name', 'givenName', 'p.given_name'],
  ['family_name', 'familyName', 'p.family_name'],
  ['born_on', 'bornOn', 'p.born_on::text'],
  ['gender', 'gender', 'p.gender'],
  ['citizenships', 'citizenships', "array_to_string(p.citizenships, ' ')"],
  ['email', 'email', 'p.email'],
  ['phone', 'phone', 'p.phone'],
  ['language', 'locale', 'p.locale'],
] as const satisfies readonly (readonly [ImportColumnKey, string, string])[];

/** A person's own fields, each change with what stood there before. An empty cell changes nothing. */
export async function changePeople(tx: Tx, { importId, recordedBy }: Applying): Promise<void> {
  const is = changedRows(importId, ...OWN_FIELDS.map(([key]) => key));
  const fields = OWN_FIELDS.map(
    ([key, field, before]) => sql`(${key}::text, ${field}::text, ${sql.raw(before)}, ${cell(key)})`,
  );
  await tx.execute(sql`
    insert into person_change (person_id, field, before, after, changed_by)
    select p.id, change.field, change.before, change.after, ${recordedBy}
    from member_import_row r join person p on p.id = r.person_id
    cross join lateral (values ${sql.join(fields, sql`, `)}) as change(key, field, before, after)
    where ${is} and change.key = any(r.changes)`);
  await tx.execute(sql`
    update person p set given_name = coalesce(${cell('given_name')}, p.given_name),
      family_name = coalesce(${cell('family_name')}, p.family_name),
      born_on = coalesce(${cell('born_on')}::date, p.born_on), gender = coalesce(${cell('gender')}, p.gender),
      citizenships = coalesce(string_to_array(${cell('citizenships')}, ' '), p.citizenships),
      email = coalesce(${cell('email')}, p.email), phone = coalesce(${cell('phone')}, p.phone),
      locale = coalesce(${cell('language')}, p.locale)
    from member_import_row r where p.id = r.person_id and ${is}`);
}

/*
 * Below, every statement supersedes versions and inserts their successors from what it has just superseded, so that the
 * indexes which allow one current version each are never in the way.
 */

/** A home since today, made of what the file says and, for the rest, of the home before. */
export async function changeHomes(tx: Tx, { importId, recordedBy, day }: Applying): Promise<void> {
  await tx.execute(sql`
    with wanted as (
      select r.person_id, coalesce(${cell('street')}, h.street) as street, coalesce(${cell('postcode')}, h.postcode) as postcode,
        coalesce(${cell('town')}, h.town) as town, coalesce(${cell('country')}, h.country, 'DE') as country,
        coalesce(${cell('district')}, h.ags) as ags
      from member_import_row r left join ${newestOn('residence', day)} h on h.person_id = r.person_id
      where ${changedRows(importId, 'street', 'postcode', 'town', 'country', 'district')}),
    old as (
      update residence home set superseded_at = house_now() from wanted
      where home.person_id = wanted.person_id and home.since = ${day} and home.superseded_at is null
      returning home.person_id, home.lineage)
    insert into residence (lineage, person_id, since, street, postcode, town, country, ags, recorded_by)
    select coalesce(old.lineage, gen_random_uuid()), wanted.person_id, ${day}::date, wanted.street, wanted.postcode,
      wanted.town, wanted.country, wanted.ags, ${recordedBy}
    from wanted left join old on old.person_id = wanted.person_id`);
}

/** The days of joining and taking effect belong to the membership with which the present spell began. */
export async function correctSpells(tx: Tx, { importId, recordedBy }: Applying): Promise<void> {
  await tx.execute(sql`
    with wanted as (
      select f.id, coalesce(${cell('joined_on')}::date, f.joined_on) as joined_on,
        coalesce(${cell('effective_on')}::date, f.effective_on) as effective_on
      from member_import_row r join ${firstMemberships} f on f.person_id = r.person_id
      where ${changedRows(importId, 'joined_on', 'effective_on')}),
    old as (
      update membership m set superseded_at = house_now() from wanted where m.id = wanted.id
      returning m.lineage, m.person_id, m.unit_id, m.ended_on, m.end_reason, wanted.joined_on, wanted.effective_on)
    insert into membership (lineage, person_id, unit_id, ended_on, end_reason, joined_on, effective_on, recorded_by)
    select old.*, ${recordedBy} from old`);
}

/** Another unit: the membership ends today and one there begins, with the rights it had. */
export async function moveMembers(tx: Tx, { importId, recordedBy, day }: Applying): Promise<void> {
  await tx.execute(sql`
    with old as (
      update membership m set superseded_at = house_now()
      from member_import_row r join unit target on target.number = ${cell('unit')}::int,
        ${presentMemberships(day)} present
      where ${changedRows(importId, 'unit')} and present.person_id = r.person_id and m.id = present.id
      returning m.*, target.id as target_id, greatest(m.joined_on, ${day}::date) as moved_on),
    closed as (
      insert into membership (lineage, person_id, unit_id, joined_on, effective_on, ended_on, end_reason, recorded_by)
      select lineage, person_id, unit_id, joined_on, effective_on, moved_on, 'moved', ${recordedBy} from old)
    insert into membership (person_id, unit_id, joined_on, effective_on, recorded_by)
    select person_id, target_id, moved_on, greatest(coalesce(effective_on, joined_on), moved_on), ${recordedBy} from old`);
}

export async function endMemberships(tx: Tx, { importId, recordedBy, day }: Applying): Promise<void> {
  await tx.execute(sql`
    with old as (
      update membership m set superseded_at = house_now()
      from member_import_row r, ${presentMemberships(day)} present
      where ${changedRows(importId, 'ended_on')} and present.person_id = r.person_id and m.id = present.id
      returning m.*, ${cell('ended_on')}::date as end_on)
    insert into membership (lineage, person_id, unit_id, joined_on, effective_on, ended_on, end_reason, recorded_by)
    select lineage, person_id, unit_id, joined_on, effective_on, greatest(end_on, joined_on),
      coalesce(end_reason, 'left'), ${recordedBy} from old`);
  const gone = sql`select person_id, ${cell('ended_on')}::date as end_on from member_import_row r
    where ${changedRows(importId, 'ended_on')}`;
  await endOfficesOf(tx, gone, recordedBy);
}

export async function changeDues(tx: Tx, { importId, recordedBy, day }: Applying): Promise<void> {
  await tx.execute(sql`
    with wanted as (
      select r.person_id, coalesce(${cell('dues')}, d.standing) as standing,
        coalesce(${cell('dues_since')}::date, ${day}::date) as since
      from member_import_row r left join ${newestOn('dues_standing', day)} d on d.person_id = r.person_id
      where ${changedRows(importId, 'dues', 'dues_since')}),
    old as (
      update dues_standing d set superseded_at = house_now() from wanted
      where d.person_id = wanted.person_id and d.since = wanted.since and d.superseded_at is null
      returning d.person_id, d.lineage)
    insert into dues_standing (lineage, person_id, standing, since, recorded_by)
    select coalesce(old.lineage, gen_random_uuid()), wanted.person_id, wanted.standing, wanted.since, ${recordedBy}
    from wanted left join old on old.person_id = wanted.person_id`);
}
