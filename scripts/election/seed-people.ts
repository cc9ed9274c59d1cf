import { hash } from '@node-rs/argon2';
import { sql } from 'drizzle-orm';
import { createAccountsFor } from '#lib/accounts/server/index.ts';
import { admitMember, createPerson, createUnit, giveOffice } from '#lib/membership/server/index.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { house } from '#lib/platform/server/tables.ts';
import { adoptModelStatute } from '#lib/statutes/server/index.ts';
import { closeSeeding } from '#wiring/demo/close-seeding.ts';

/**
 * The people of the election, seeded before the house opens: voters in one district, two of the committee and a secretary
 * in the whole party, trustees in another district. Everything after this goes over HTTP.
 */
const [voters = '0', trustees = '0', password = ''] = process.argv.slice(2);
const JOINED = '2020-01-01';
const IN_EFFECT = '2020-02-12';

const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
const units = await transact(async (tx) => {
  await adoptModelStatute(tx);
  await tx.insert(house).values({ partyName: 'Probe', imprint: 'Eine Probe.', privacy: 'Eine Probe.' });
  const bund = await createUnit(tx, { parentId: null, kind: 'bund', name: 'Bund', number: 1 });
  const land = await createUnit(tx, { parentId: bund.id, kind: 'land', name: 'Land', number: 11, ags: '01' });
  const below = (name: string, number: number) =>
    createUnit(tx, { parentId: land.id, kind: 'kreis', name, number });
  return { bund, voting: await below('Wahlkreis', 111), other: await below('Nachbarkreis', 112) };
});
await seat('voter', Number(voters), units.voting.id);
await seat('trustee', Number(trustees), units.other.id);
await seat('committee', 2, units.other.id);
await seat('secretary', 1, units.other.id);
await database().execute(sql`update account set password_hash = ${passwordHash}`);
// Offices rest without a second factor; personas of the test mode carry one.
await database().execute(sql`
  update account set persona = case email when 'committee-1@example.org' then 'committee-1'
    when 'committee-2@example.org' then 'committee-2' when 'secretary-1@example.org' then 'board-secretary' end`);
const trusteeIds = await database().execute<{ id: string }>(sql`
  select person_id as id from account where email like 'trustee-%' order by length(email), email`);
console.log(JSON.stringify({ unitId: units.voting.id, trusteeIds: trusteeIds.map(({ id }) => id) }));
await closeSeeding();

async function seat(role: string, count: number, unitId: string): Promise<void> {
  for (let from = 1; from <= count; from += 200) {
    await transact(async (tx) => {
      for (let i = from; i < Math.min(from + 200, count + 1); i++) {
        const email = `${role}-${i}@example.org`;
        const personId = await createPerson(tx, {
          givenName: role,
          familyName: `Nr. ${i}`,
          number: `${role}-${i}`,
          bornOn: '1980-05-17',
          citizenships: ['DE'],
          email,
        });
        await admitMember(tx, { personId, unitId, joinedOn: JOINED, effectiveOn: IN_EFFECT, endedOn: null });
        await createAccountsFor(tx, [{ personId, email, locale: 'de' }], { invite: false });
        const kind =
          role === 'committee' ? 'election-committee' : role === 'secretary' ? 'board-secretary' : null;
        if (kind) await giveOffice(tx, { personId, unitId: units.bund.id, kind, fromOn: JOINED, toOn: null });
      }
    });
  }
}
