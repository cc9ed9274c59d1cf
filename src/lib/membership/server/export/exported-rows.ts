import { sql, type SQL } from 'drizzle-orm';
import { database } from '#lib/platform/server/database.server.ts';
import { IMPORT_COLUMNS, type ImportColumnKey } from '../../import/columns.ts';
import { CSV_START, csvText } from '../../import/csv-text.ts';
import { isPresentOrLast } from '../people/reach.ts';
import { membership, person, unit } from '../tables.ts';
import { belowPath } from '../units/units.ts';

const BATCH = 2000;

interface Exported {
  readonly unitPath: string;
  readonly day: string;
  readonly withEnded: boolean;
}

/** Where each column of an import comes from on the way out. */
const SOURCES: Readonly<Record<ImportColumnKey, string>> = {
  number: 'person.number',
  given_name: 'person.given_name',
  family_name: 'person.family_name',
  born_on: 'person.born_on::text',
  gender: 'person.gender',
  citizenships: "array_to_string(person.citizenships, ', ')",
  email: 'person.email',
  phone: 'person.phone',
  language: 'person.locale',
  street: 'home.street',
  postcode: 'home.postcode',
  town: 'home.town',
  country: 'home.country',
  district: 'home.ags',
  unit: 'unit.number::text',
  joined_on: 'first.joined_on::text',
  effective_on: 'first.effective_on::text',
  ended_on: 'membership.ended_on::text',
  dues: 'standing.standing',
  dues_since: 'standing.since::text',
};

/** The file an import takes back, without ever holding more than one batch. */
export async function* exportedRows(asked: Exported): AsyncGenerator<string> {
  yield CSV_START + csvText([IMPORT_COLUMNS.map((column) => column.heading.de)]);
  let after: string | null = null;
  for (;;) {
    const rows: { id: string; cells: (string | null)[] }[] = await batch(asked, after);
    if (rows.length > 0) yield csvText(rows.map((row) => row.cells));
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.id ?? null;
  }
}

async function batch({ unitPath, day, withEnded }: Exported, after: string | null) {
  const cells = sql.raw(IMPORT_COLUMNS.map(({ key }) => SOURCES[key]).join(', '));
  const rows = await database().execute<{ id: string; cells: (string | null)[] }>(sql`
    select person.id, json_build_array(${cells}) as cells
    from ${person} join ${membership} on ${membership.personId} = ${person.id}
      join ${unit} on ${unit.id} = ${membership.unitId}
      left join lateral ${newestOf('residence', day)} home on true
      left join lateral ${newestOf('dues_standing', day)} standing on true
      left join lateral ${firstOf()} first on true
    where ${belowPath(unitPath)} and ${isPresentOrLast(day)}
      and (${withEnded} or ${membership.endedOn} is null or ${membership.endedOn} > ${day})
      and (${after}::uuid is null or ${person.id} > ${after}::uuid)
    order by ${person.id} limit ${BATCH}`);
  return [...rows];
}

function newestOf(table: 'residence' | 'dues_standing', day: string): SQL {
  return sql`(select * from ${sql.raw(table)} version where version.person_id = person.id
    and version.superseded_at is null and version.since <= ${day} order by version.since desc limit 1)`;
}

/** The membership with which the present spell in the party began; see `firstMemberships`. */
function firstOf(): SQL {
  return sql`(select m.joined_on, m.effective_on from membership m where m.person_id = person.id
    and m.superseded_at is null and not exists (select 1 from membership before
      where before.person_id = m.person_id and before.superseded_at is null and before.end_reason = 'moved'
        and before.ended_on = m.joined_on and before.id <> m.id)
    order by m.joined_on desc limit 1)`;
}
