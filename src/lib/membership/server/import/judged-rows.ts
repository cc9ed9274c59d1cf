import { sql, type SQL } from 'drizzle-orm';
import { IMPORT_COLUMNS, type ImportColumnKey } from '../../import/columns.ts';

export interface ImportScope {
  readonly importId: string;
  /** Rows may touch this branch and nothing else. */
  readonly unitPath: string;
  readonly uploadedBy: string;
  readonly day: string;
}

/** The staged cell of a column, within a statement in which `r` is the row. */
export function cell(key: ImportColumnKey): SQL {
  return sql.raw(`r.cells[${IMPORT_COLUMNS.findIndex((column) => column.key === key) + 1}]`);
}

/** Present or last membership of every person, as a set; see `isPresentOrLast` for one. */
export function presentMemberships(day: string): SQL {
  return sql`(select distinct on (m.person_id) m.*, u.path, u.number as unit_number
    from membership m join unit u on u.id = m.unit_id where m.superseded_at is null
    order by m.person_id, (m.ended_on is null or m.ended_on > ${day}) desc, m.ended_on desc nulls first, m.joined_on desc)`;
}

/**
 * Where the present spell in the party began: the membership that no move led to. Its days are what a file means by
 * joining; moving to another unit in between changes them in nobody's list.
 */
export const firstMemberships = sql`(select distinct on (m.person_id) m.* from membership m
  left join membership before on before.person_id = m.person_id and before.superseded_at is null
    and before.end_reason = 'moved' and before.ended_on = m.joined_on and before.id <> m.id
  where m.superseded_at is null and before.id is null
  order by m.person_id, m.joined_on desc)`;

/** The home or standing that holds on the day, of everyone. */
export function newestOn(table: 'residence' | 'dues_standing', day: string): SQL {
  return sql`(select distinct on (person_id) * from ${sql.raw(table)}
    where superseded_at is null and since <= ${day} order by person_id, since desc)`;
}

/**
 * Every row that could be read with the person it means, all reasons to refuse it and the columns that would change:
 * one set, so that a file of a whole party is judged in one statement.
 */
export function judgedRows({ importId, unitPath, uploadedBy, day }: ImportScope): SQL {
  const changes = sql.join(differences(), sql`, `);
  const rests = sql`case when present.end_reason = 'died' and cardinality(array_remove(array[${changes}]::text[], null)) > 0
    then 'number:member-died' end`;
  const reasons = sql.join([...contradictions(day), ...missing(), ...clashes(), rests], sql`, `);
  const out = outOfReach(uploadedBy, unitPath);
  return sql`
    select r.line, p.id as found_id,
      case when ${out} is not null then array[${out}] else array_remove(array[${reasons}]::text[], null) end as reasons,
      case when p.id is null or ${out} is not null then '{}'::text[]
        else array_remove(array[${changes}]::text[], null) end as changes
    from (select *, count(*) over (partition by cells[1]) as same_number from member_import_row
      where import_id = ${importId}) r
    left join person p on p.number = ${cell('number')}
    left join ${presentMemberships(day)} present on present.person_id = p.id
    left join ${firstMemberships} first on first.person_id = p.id
    left join ${newestOn('residence', day)} home on home.person_id = p.id
    left join ${newestOn('dues_standing', day)} standing on standing.person_id = p.id
    left join unit u on u.number = ${cell('unit')}::int and u.path like ${unitPath + '%'}
    where r.is_readable`;
}

/** Column of the file → what stands there now, as text. An empty cell leaves everything as it is. */
const STANDING: readonly (readonly [ImportColumnKey, string])[] = [
  ['given_name', 'p.given_name'],
  ['family_name', 'p.family_name'],
  ['born_on', 'p.born_on::text'],
  ['gender', 'p.gender'],
  ['citizenships', "array_to_string(p.citizenships, ' ')"],
  ['email', 'p.email'],
  ['phone', 'p.phone'],
  ['language', 'p.locale'],
  ['street', 'home.street'],
  ['postcode', 'home.postcode'],
  ['town', 'home.town'],
  ['country', 'home.country'],
  ['district', 'home.ags'],
  ['unit', 'present.unit_number::text'],
  ['joined_on', 'first.joined_on::text'],
  ['effective_on', 'first.effective_on::text'],
  ['ended_on', 'present.ended_on::text'],
  ['dues', 'standing.standing'],
  ['dues_since', 'standing.since::text'],
];

function differences(): SQL[] {
  return STANDING.map(
    ([key, now]) =>
      sql`case when ${cell(key)} is not null and ${cell(key)} is distinct from ${sql.raw(now)} then ${key}::text end`,
  );
}

/** Of a person whom this import may not touch nothing is said but this: no difference and no contradiction shows. */
function outOfReach(uploadedBy: string, unitPath: string): SQL {
  return sql`(case when p.id is null then null when p.id = ${uploadedBy}::uuid then 'number:not-oneself'
    when present.id is null or present.path not like ${unitPath + '%'} then 'number:number-elsewhere' end)`;
}

function clashes(): SQL[] {
  return [
    sql`case when r.same_number > 1 then 'number:number-twice' end`,
    sql`case when ${cell('unit')} is not null and u.id is null then 'unit:unit-unknown' end`,
  ];
}

function missing(): SQL[] {
  return IMPORT_COLUMNS.filter((column) => column.needed).map(
    ({ key }) =>
      sql`case when p.id is null and ${cell(key)} is null then ${sql.raw(`'${key}:field-missing'`)} end`,
  );
}

function contradictions(day: string): SQL[] {
  const joined = sql`coalesce(${cell('joined_on')}, first.joined_on::text)`;
  const effective = sql`coalesce(${cell('effective_on')}, first.effective_on::text)`;
  const ended = sql`coalesce(${cell('ended_on')}, present.ended_on::text)`;
  const isElsewhere = sql`${cell('unit')} is distinct from present.unit_number::text`;
  return [
    sql`case when ${cell('born_on')} > ${day} then 'born_on:born-in-future' end`,
    sql`case when ${effective} < ${joined} then 'effective_on:effect-before-joining' end`,
    sql`case when ${ended} < ${joined} or first.ended_on::text < ${joined} then 'ended_on:end-before-begin' end`,
    sql`case when present.ended_on is not null and ${cell('unit')} is not null and ${isElsewhere}
      then 'unit:membership-already-ended' end`,
    sql`case when ${cell('dues_since')} < standing.since::text then 'dues_since:dues-older-than-known' end`,
    sql`case when ${cell('dues_since')} is not null and ${cell('dues')} is null and standing.standing is null
      then 'dues:field-missing' end`,
  ];
}
