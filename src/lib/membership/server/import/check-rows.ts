import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { IMPORT_COLUMNS, type ImportColumnKey } from '../../import/columns.ts';
import type { RowVerdict } from '../../import/member-import.ts';
import { frozenAddresses } from '../people/frozen-addresses.ts';

export interface ImportScope {
  readonly importId: string;
  /** Rows may touch this branch and nothing else. */
  readonly unitPath: string;
  readonly uploadedBy: string;
  readonly day: string;
}

export type ImportCounts = Readonly<Record<RowVerdict, number>>;

export interface ImportFindings {
  readonly counts: ImportCounts;
  /** Another one when any row has become something else. */
  readonly digest: string;
}

/** The staged cell of a column, within a statement in which `r` is the row. */
export function cell(key: ImportColumnKey): SQL {
  return sql.raw(`r.cells[${IMPORT_COLUMNS.findIndex((column) => column.key === key) + 1}]`);
}

/** Decides about every row anew, set by set; rows that could not be read stay refused. */
export async function checkRows(tx: Tx, scope: ImportScope): Promise<ImportFindings> {
  await begin(tx, scope);
  await refuseWhere(tx, scope, 'number:number-twice', numberTwice(scope));
  await findPeople(tx, scope);
  await refuseWhere(tx, scope, 'number:number-elsewhere', outOfReach(scope));
  await refuseWhere(tx, scope, 'number:not-oneself', sql`r.person_id = ${scope.uploadedBy}`);
  await refuseWhere(tx, scope, 'unit:unit-unknown', unitUnknown(scope));
  for (const column of IMPORT_COLUMNS.filter((one) => one.needed)) {
    const isMissing = sql`r.person_id is null and ${cell(column.key)} is null`;
    await refuseWhere(tx, scope, `${column.key}:field-missing`, isMissing);
  }
  await refuseWhere(tx, scope, 'born_on:born-in-future', sql`${cell('born_on')} > ${scope.day}`);
  await compare(tx, scope);
  await refuseFrozen(tx, scope);
  return count(tx, scope);
}

/** What the verdict of a row is made of begins empty; faults of reading have a verdict already and keep it. */
async function begin(tx: Tx, { importId }: ImportScope): Promise<void> {
  await tx.execute(sql`
    update member_import_row set verdict = null, reasons = '{}', changes = null, person_id = null
    where import_id = ${importId} and changes is not null`);
}

async function refuseWhere(tx: Tx, { importId }: ImportScope, reason: string, is: SQL): Promise<void> {
  await tx.execute(sql`
    update member_import_row r set verdict = 'refused', reasons = reasons || array[${reason}::text], changes = '{}'
    where r.import_id = ${importId} and r.verdict is distinct from 'refused' and ${is}`);
}

function numberTwice({ importId }: ImportScope): SQL {
  const number = cell('number');
  return sql`${number} in (select ${number} from member_import_row r
    where r.import_id = ${importId} and ${number} is not null group by 1 having count(*) > 1)`;
}

async function findPeople(tx: Tx, { importId }: ImportScope): Promise<void> {
  await tx.execute(sql`
    update member_import_row r set person_id = p.id from person p
    where r.import_id = ${importId} and r.verdict is null and p.number = ${cell('number')}`);
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
  where m.superseded_at is null and not exists (select 1 from membership before
    where before.person_id = m.person_id and before.superseded_at is null and before.end_reason = 'moved'
      and before.ended_on = m.joined_on and before.id <> m.id)
  order by m.person_id, m.joined_on desc)`;

function outOfReach({ importId, unitPath, day }: ImportScope): SQL {
  return sql`r.person_id is not null and r.person_id not in (
    select m.person_id from ${presentMemberships(day)} m
    where m.path like ${unitPath + '%'} and m.person_id in (
      select person_id from member_import_row where import_id = ${importId} and person_id is not null))`;
}

function unitUnknown({ unitPath }: ImportScope): SQL {
  return sql`${cell('unit')} is not null and ${cell('unit')}::int not in (
    select number from unit where path like ${unitPath + '%'})`;
}

/** Finds what would change for people who are there, and contradictions between days. */
async function compare(tx: Tx, scope: ImportScope): Promise<void> {
  const { importId, day } = scope;
  await tx.execute(sql`
    with present as (
      select r.line, p.given_name, p.family_name, p.born_on, p.gender, p.citizenships, p.email, p.phone, p.locale,
        h.street, h.postcode, h.town, h.country, h.ags, m.unit_number, f.joined_on, f.effective_on, f.ended_on as first_ended_on,
        m.ended_on,
        d.standing, d.since
      from member_import_row r join person p on p.id = r.person_id
      join ${presentMemberships(day)} m on m.person_id = p.id
      join ${firstMemberships} f on f.person_id = p.id
      left join (select distinct on (person_id) * from residence where superseded_at is null and since <= ${day}
        order by person_id, since desc) h on h.person_id = p.id
      left join (select distinct on (person_id) * from dues_standing where superseded_at is null and since <= ${day}
        order by person_id, since desc) d on d.person_id = p.id
      where r.import_id = ${importId} and r.verdict is null)
    update member_import_row r set
      changes = array_remove(array[${sql.join(differences(), sql`, `)}], null),
      reasons = r.reasons || array_remove(array[${sql.join(contradictions(), sql`, `)}], null)
    from present where r.import_id = ${importId} and r.line = present.line`);
  await tx.execute(sql`
    update member_import_row r set changes = '{}', reasons = r.reasons || array_remove(array[
      case when ${cell('effective_on')} < ${cell('joined_on')} then 'effective_on:effect-before-joining' end,
      case when ${cell('ended_on')} < ${cell('joined_on')} then 'ended_on:end-before-begin' end], null)
    where r.import_id = ${importId} and r.verdict is null and r.person_id is null`);
  await tx.execute(sql`
    update member_import_row r set verdict = case when cardinality(r.reasons) > 0 then 'refused'
      when r.person_id is null then 'new' when cardinality(r.changes) > 0 then 'changed' else 'unchanged' end
    where r.import_id = ${importId} and r.verdict is null`);
  await tx.execute(sql`
    update member_import_row r set person_id = gen_random_uuid()
    where r.import_id = ${importId} and r.verdict = 'new'`);
}

/** Column of the file → what stands there now, as text. An empty cell leaves everything as it is. */
const STANDING: readonly (readonly [ImportColumnKey, string])[] = [
  ['given_name', 'present.given_name'],
  ['family_name', 'present.family_name'],
  ['born_on', 'present.born_on::text'],
  ['gender', 'present.gender'],
  ['citizenships', "array_to_string(present.citizenships, ' ')"],
  ['email', 'present.email'],
  ['phone', 'present.phone'],
  ['language', 'present.locale'],
  ['street', 'present.street'],
  ['postcode', 'present.postcode'],
  ['town', 'present.town'],
  ['country', 'present.country'],
  ['district', 'present.ags'],
  ['unit', 'present.unit_number::text'],
  ['joined_on', 'present.joined_on::text'],
  ['effective_on', 'present.effective_on::text'],
  ['ended_on', 'present.ended_on::text'],
  ['dues', 'present.standing'],
  ['dues_since', 'present.since::text'],
];

function differences(): SQL[] {
  return STANDING.map(
    ([key, now]) =>
      sql`case when ${cell(key)} is not null and ${cell(key)} is distinct from ${sql.raw(now)} then ${key}::text end`,
  );
}

function contradictions(): SQL[] {
  const joined = sql`coalesce(${cell('joined_on')}, present.joined_on::text)`;
  const effective = sql`coalesce(${cell('effective_on')}, present.effective_on::text)`;
  const ended = sql`coalesce(${cell('ended_on')}, present.ended_on::text)`;
  const firstEnded = sql`present.first_ended_on::text`;
  return [
    sql`case when ${effective} < ${joined} then 'effective_on:effect-before-joining' end`,
    sql`case when ${ended} < ${joined} or ${firstEnded} < ${joined} then 'ended_on:end-before-begin' end`,
    sql`case when present.ended_on is not null and (${cell('unit')} is distinct from present.unit_number::text
      and ${cell('unit')} is not null) then 'unit:membership-already-ended' end`,
    sql`case when ${cell('dues_since')} < present.since::text then 'dues_since:dues-older-than-known' end`,
    sql`case when ${cell('dues_since')} is not null and ${cell('dues')} is null and present.standing is null
      then 'dues:field-missing' end`,
  ];
}

/** Addresses that a sealed roll froze are not changed by a file: the rows say so and point to the way. */
async function refuseFrozen(tx: Tx, scope: ImportScope): Promise<void> {
  const rows = await tx.execute<{ id: string }>(sql`
    select person_id as id from member_import_row
    where import_id = ${scope.importId} and verdict = 'changed' and 'email' = any(changes)`);
  const frozen = await frozenAddresses(
    tx,
    rows.map((row) => row.id),
  );
  if (frozen.size === 0) return;
  const ids = sql`${`{${[...frozen].join(',')}}`}::uuid[]`;
  await refuseWhere(
    tx,
    scope,
    'email:address-frozen',
    sql`'email' = any(r.changes) and r.person_id = any(${ids})`,
  );
}

async function count(tx: Tx, { importId }: ImportScope): Promise<ImportFindings> {
  const rows = await tx.execute<{ verdict: RowVerdict; count: number; digest: string }>(sql`
    select verdict, count(*)::int as count,
      sum(hashtextextended(concat_ws(':', line, verdict, changes::text, reasons::text), 0))::text as digest
    from member_import_row where import_id = ${importId} group by 1 order by 1`);
  const counts = Object.fromEntries(rows.map((row) => [row.verdict, row.count]));
  return {
    counts: { new: 0, changed: 0, unchanged: 0, refused: 0, ...counts },
    digest: rows.map((row) => row.digest).join(' '),
  };
}
