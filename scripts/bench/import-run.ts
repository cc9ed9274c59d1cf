import { eq } from 'drizzle-orm';
import type { PersonActor } from '#lib/platform/actor.ts';
import type { Outcome } from '#lib/platform/outcome.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { admitMember, createPerson, createUnit, giveOffice, powersOf } from '#lib/membership/server/index.ts';
import { applyMemberImport } from '#lib/membership/server/import/apply-import.ts';
import { receiveMemberFile } from '#lib/membership/server/import/receive-member-file.ts';
import { importJobs } from '#lib/membership/server/import/run-import.ts';
import { memberImport } from '#lib/membership/server/tables.ts';
import { closeSeeding } from '#wiring/demo/close-seeding.ts';
import type { ImportRun } from './import.ts';

/** One import by the product's own commands, started by `import.ts` in an empty house. */
const rows = Number(process.argv[2]);
const DISTRICTS = 400;
const HEADER =
  'number;given_name;family_name;email;born_on;citizenships;postcode;town;district;unit;joined_on;effective_on;dues';
const officer = await plantParty();
const file = { name: 'mitglieder.csv', chunks: chunksOf(rows) };

const started = performance.now();
const { importId } = must(await receiveMemberFile(officer, { unitNumber: 1, file }));
await runJob('membership-check-import');
const checked = performance.now();
must(await applyMemberImport(officer, { importId }));
await runJob('membership-apply-import');
const applied = performance.now();

const [report] = await database().select().from(memberImport).where(eq(memberImport.id, importId));
const run: ImportRun = {
  checkSeconds: (checked - started) / 1000,
  applySeconds: (applied - checked) / 1000,
  mebibytes: process.resourceUsage().maxRSS / 1024,
  applied: report?.state === 'applied' ? report.rowsNew : 0,
};
await closeSeeding();
console.log(JSON.stringify(run));

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
  return outcome.value;
}

async function runJob(name: string): Promise<void> {
  await importJobs.find((job) => job.name === name)?.run({ importId } as never);
}

/** A party of one Land with its districts, and an officer who may import everywhere. */
async function plantParty(): Promise<PersonActor> {
  const personId = await transact(async (tx) => {
    const bund = await createUnit(tx, { parentId: null, kind: 'bund', name: 'Bund', number: 1 });
    const land = await createUnit(tx, {
      parentId: bund.id,
      kind: 'land',
      name: 'Land',
      number: 11,
      ags: '01',
    });
    for (let i = 0; i < DISTRICTS; i++)
      await createUnit(tx, { parentId: land.id, kind: 'kreis', name: `Kreis ${i}`, number: 1000 + i });
    const id = await createPerson(tx, { givenName: 'Ada', familyName: 'Amt', number: 'A-1' });
    const joinedOn = '2020-01-01';
    await admitMember(tx, {
      personId: id,
      unitId: land.id,
      joinedOn,
      effectiveOn: '2020-02-12',
      endedOn: null,
    });
    const office = { personId: id, unitId: bund.id, kind: 'membership-officer' } as const;
    await giveOffice(tx, { ...office, fromOn: joinedOn, toOn: null });
    return id;
  });
  const now = new Date();
  const powers = await transact((tx) => powersOf(tx, personId, now));
  const own = { kind: 'person', personId, accountId: personId, sessionHash: null } as const;
  return { ...own, memberOf: [], powers, signedInAt: now, secondFactor: true };
}

/** The file as an upload brings it, in pieces. */
function chunksOf(count: number): Uint8Array[] {
  const encoder = new TextEncoder();
  const lines = [HEADER, ...Array.from({ length: count }, (_, i) => rowOf(i))];
  const chunks: Uint8Array[] = [];
  for (let from = 0; from < lines.length; from += 500)
    chunks.push(encoder.encode(`${lines.slice(from, from + 500).join('\r\n')}\r\n`));
  return chunks;
}

function rowOf(i: number): string {
  const born = `${String((i % 28) + 1).padStart(2, '0')}.${String((i % 12) + 1).padStart(2, '0')}.${1940 + (i % 60)}`;
  const cells = [
    `M-${i}`,
    'Jörg',
    `Müller-${i}`,
    `member-${i}@example.org`,
    born,
    'DE',
    '24937',
    'Flensburg',
  ];
  return [...cells, '01001', 1000 + (i % DISTRICTS), '01.02.2015', '15.03.2015', 'paid'].join(';');
}
