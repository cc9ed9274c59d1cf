import { sql } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { SINCE_EVER } from '#lib/membership/server/index.ts';
import type { DemoPerson } from './people.ts';

const BATCH = 4000;

/** Writes people with home, memberships and dues, some thousands at a time and without a query per person. */
export async function writePeople(tx: Tx, people: Iterable<DemoPerson>): Promise<void> {
  let batch: DemoPerson[] = [];
  for (const person of people) {
    batch.push(person);
    if (batch.length < BATCH) continue;
    await writeBatch(tx, batch);
    batch = [];
  }
  if (batch.length > 0) await writeBatch(tx, batch);
}

async function writeBatch(tx: Tx, people: readonly DemoPerson[]): Promise<void> {
  const rows = JSON.stringify(people);
  await tx.execute(sql`
    insert into person (id, number, given_name, family_name, born_on, citizenships, gender, email, phone)
    select id, number, "givenName", "familyName", "bornOn", citizenships, gender, email, phone
    from json_to_recordset(${rows}::json) as given(id uuid, number text, "givenName" text, "familyName" text,
      "bornOn" date, citizenships text[], gender text, email text, phone text)`);
  await tx.execute(sql`
    insert into residence (person_id, since, street, postcode, town, ags)
    select id, ${SINCE_EVER}::date, home->>'street', home->>'postcode', home->>'town', home->>'ags'
    from json_to_recordset(${rows}::json) as given(id uuid, home json)`);
  await tx.execute(sql`
    insert into membership (person_id, unit_id, joined_on, effective_on, ended_on, end_reason)
    select given.id, unit.id, spell."joinedOn", spell."effectiveOn", spell."endedOn", spell."endReason"
    from json_to_recordset(${rows}::json) as given(id uuid, memberships json),
      json_to_recordset(given.memberships) as spell("unitNumber" int, "joinedOn" date, "effectiveOn" date,
        "endedOn" date, "endReason" text)
    join unit on unit.number = spell."unitNumber"`);
  await tx.execute(sql`
    insert into dues_standing (person_id, standing, since)
    select id, dues->>'standing', (dues->>'since')::date
    from json_to_recordset(${rows}::json) as given(id uuid, dues json)
    where json_typeof(dues) = 'object'`);
}
