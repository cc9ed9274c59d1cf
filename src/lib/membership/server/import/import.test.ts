import { and, eq, isNull } from 'drizzle-orm';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '#lib/accounts/server/index.ts';
import type { PersonActor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { evidence } from '#lib/platform/server/tables.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import {
  actorOf,
  makePerson,
  officerOf,
  plantTree,
  type SmallTree,
} from '../../../../../tests/support/people.ts';
import { dayOf } from '../../day.ts';
import type { RowVerdict } from '../../member-import.ts';
import { registerFrozenAddresses } from '../frozen-addresses.ts';
import { endMembership } from '../people/end-membership.ts';
import { personFactsOf } from '../people/person-facts.ts';
import { memberImport, memberImportRow, membership, office, person, personChange } from '../tables.ts';
import { applyMemberImport, discardMemberImport, recheckMemberImport } from './apply-import.ts';
import { importReport, importsOf } from './imports.ts';
import { receiveMemberFile } from './receive-member-file.ts';
import { importJobs } from './run-import.ts';

let db: TestDatabase;
let tree: SmallTree;
let officer: PersonActor;
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
  officer = await officerOf(tree.kreis1);
});
afterAll(() => db.drop());

const bytes = (text: string) => ({ name: 'mitglieder.csv', chunks: [new TextEncoder().encode(text)] });
const run = (name: string, importId: string) =>
  importJobs.find((job) => job.name === name)?.run({ importId } as never);

/** Uploads and checks; resolves to the import's id. */
async function upload(text: string, actor = officer, unitNumber = 111): Promise<string> {
  const outcome = await receiveMemberFile(actor, { unitNumber, file: bytes(text) });
  if (!outcome.ok) throw new Error(outcome.code);
  await run('membership-check-import', outcome.value.importId);
  return outcome.value.importId;
}

async function apply(importId: string, sendLinks?: 'yes'): Promise<string> {
  const outcome = await applyMemberImport(officer, { importId, sendLinks });
  if (!outcome.ok) return outcome.code;
  await run('membership-apply-import', importId);
  const [row] = await database().select().from(memberImport).where(eq(memberImport.id, importId));
  return row?.state ?? '';
}

async function verdicts(importId: string): Promise<(readonly [number, RowVerdict | null, string])[]> {
  const report = await importReport(officer, importId, { verdict: null, after: 0 });
  return (report?.rows ?? []).map((row) => [
    row.line,
    row.verdict,
    [...(row.reasons ?? []), ...(row.changes ?? [])].join(' '),
  ]);
}

const byNumber = async (number: string) =>
  (await database().select().from(person).where(eq(person.number, number)))[0];
const everything = async () => [
  await database().select().from(person).orderBy(person.id),
  await database().select().from(membership).orderBy(membership.id),
];

const HEADER = 'number;given_name;family_name;email;town;district;unit;joined_on;effective_on;dues';

describe('a dry run', () => {
  it('says for each row what would happen, and does nothing', async () => {
    await makePerson({ number: 'D-1', givenName: 'Da', familyName: 'Gleich', memberOf: tree.ort1 });
    await makePerson({ number: 'D-2', givenName: 'Da', familyName: 'Anders', memberOf: tree.ort1 });
    const before = await everything();
    const importId = await upload(
      [
        'number;given_name;family_name;town;unit;joined_on',
        'D-0;Neu;Hier;Kiel;1111;01.02.2026',
        'D-1;Da;Gleich;;;',
        'D-2;Da;Umbenannt;Kiel;111;',
        'D-3;Ohne;Gliederung;Kiel;;2026-01-01',
        'D-4;Falscher;Tag;Kiel;1111;2026-02-30',
        'D-5;Doppelt;Eins;Kiel;1111;2026-01-01',
        'D-5;Doppelt;Zwei;Kiel;1111;2026-01-01',
        '',
      ].join('\r\n'),
    );
    expect(await verdicts(importId)).toEqual([
      [2, 'new', ''],
      [3, 'unchanged', ''],
      [4, 'changed', 'family_name town unit'],
      [5, 'refused', 'unit:field-missing'],
      [6, 'refused', 'joined_on:day-not-understood'],
      [7, 'refused', 'number:number-twice'],
      [8, 'refused', 'number:number-twice'],
    ]);
    expect(await everything()).toEqual(before);
    const report = await importReport(officer, importId, { verdict: 'refused', after: 0 });
    expect(report?.rows).toHaveLength(4);
    expect(report?.run).toMatchObject({
      state: 'checked',
      rowsNew: 1,
      rowsChanged: 1,
      rowsUnchanged: 1,
      rowsRefused: 4,
    });
  });

  it.each([
    ['utf-8 with mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['windows-1252', (text: string) => iconv.encode(text, 'win1252')],
  ])('reads %s, comma or semicolon', async (name, encode) => {
    const text = `number,given_name,family_name,unit,joined_on\nE-${name.length},Jörg,Öz,1111,2026-01-01\n`;
    const file = { name: 'a.csv', chunks: [encode(text)] };
    const outcome = await receiveMemberFile(officer, { unitNumber: 111, file });
    const importId = outcome.ok ? outcome.value.importId : '';
    await run('membership-check-import', importId);
    const report = await importReport(officer, importId, { verdict: null, after: 0 });
    expect(report?.rows).toMatchObject([{ name: 'Jörg Öz', verdict: 'new' }]);
  });

  it('[W-01] reaches only the officer’s own branch, and does not say whose the others are', async () => {
    const foreign = await makePerson({ number: 'F-1', memberOf: tree.kreis2 });
    const own = await byNumberOf(officer.personId);
    const rows = [
      'F-1;Test;B;;Kiel;;1111;2019-01-01;;',
      'F-2;A;B;;;;112;2026-01-01;;',
      'F-3;A;B;;;;99999;2026-01-01;;',
    ];
    const importId = await upload([HEADER, ...rows, `${own};X;Y;;;;;;;`, ''].join('\n'));
    expect(await verdicts(importId)).toEqual([
      [2, 'refused', 'number:number-elsewhere'],
      [3, 'refused', 'unit:unit-unknown'],
      [4, 'refused', 'unit:unit-unknown'],
      [5, 'refused', 'number:not-oneself'],
    ]);
    const report = await importReport(officer, importId, { verdict: null, after: 0 });
    expect(JSON.stringify(report)).not.toContain(foreign);
    const [stored] = await database()
      .select()
      .from(memberImportRow)
      .where(and(eq(memberImportRow.importId, importId), eq(memberImportRow.line, 2)));
    expect(stored).toMatchObject({ changes: [], reasons: ['number:number-elsewhere'] });
    expect(
      await importReport(await officerOf(tree.kreis2), importId, { verdict: null, after: 0 }),
    ).toBeNull();
    expect(await importsOf(await actorOf(foreign, { secondFactor: true }))).toBeNull();
    expect(
      await importReport(await officerOf(tree.land1), importId, { verdict: null, after: 0 }),
    ).not.toBeNull();
  });

  it('[R-56] is refused for another branch, and its file is not even read', async () => {
    const refused = { ok: false, status: 404, code: 'not-found' };
    const send = (actor: PersonActor, unitNumber: number) =>
      receiveMemberFile(actor, { unitNumber, file: bytes('never;read') });
    expect(await send(officer, 112)).toEqual(refused);
    expect(await send(officer, 11)).toEqual(refused);
    expect(await send(officer, 4242)).toEqual(refused);
    expect(await send({ ...officer, secondFactor: false }, 111)).toEqual(refused);
  });
});

async function byNumberOf(id: string): Promise<string> {
  return (await database().select().from(person).where(eq(person.id, id)))[0]?.number ?? '';
}

describe('[W-25] a hostile file', () => {
  const honest = `${HEADER}\nH-1;A;B;;;;1111;2026-01-01;;\n`;

  it.each([
    ['a million columns', `${HEADER}${';x'.repeat(1_000_000)}\n`, 'import-header-too-long'],
    [
      'a quote never closed',
      `${HEADER}\nH-2;"A;B;;;;1111;2026-01-01;;\n${'x;\n'.repeat(2000)}`,
      'import-quote-open',
    ],
    ['mixed line ends', `${HEADER}\r\nH-2;A;B;;;;1111;2026-01-01;;\n`, 'import-mixed-line-ends'],
    ['a heading that stands twice', `${HEADER};email\n`, 'import-column-twice'],
    ['an unknown heading', `${HEADER};is_admin\n`, 'import-column-unknown'],
    ['a formula in the last row', `${honest}H-3;=1+1;B;;;;1111;2026-01-01;;\n`, 'import-formula'],
    ['a header and nothing below', `${HEADER}\n`, 'import-file-empty'],
    ['no header', '', 'import-file-empty'],
  ])('with %s is refused whole and leaves evidence', async (_, text, code) => {
    const before = await everything();
    const imports = await database().select().from(memberImport);
    const outcome = await receiveMemberFile(officer, { unitNumber: 111, file: bytes(text) });
    expect(outcome).toMatchObject({ ok: false, status: 422, code });
    expect(await database().select().from(memberImport)).toEqual(imports);
    expect(await everything()).toEqual(before);
    const left = await database().select().from(evidence).where(eq(evidence.reason, code));
    expect(left.at(-1)).toMatchObject({ code: 'import-file-refused', personId: officer.personId });
  });

  it('is told from an honest one', async () =>
    expect(await verdicts(await upload(honest))).toEqual([[2, 'new', '']]));
});

describe('applying', () => {
  it('writes all new and changed rows at once, with history', async () => {
    const id = await makePerson({ number: 'A-1', givenName: 'Alt', familyName: 'Name', memberOf: tree.ort1 });
    const importId = await upload(
      [
        HEADER,
        'A-1;Alt;Neuname;;Kiel;01002;111;2020-01-01;2020-02-12;in-arrears',
        'A-2;Ganz;Neu;a2@example.org;Flensburg;01001;1111;2026-01-01;2026-02-12;paid',
        'A-3;Refused;;;;;1111;2026-01-01;;',
        '',
      ].join('\n'),
    );
    expect(await apply(importId)).toBe('applied');
    const today = dayOf(new Date());
    expect(await personFactsOf(database(), id, today)).toMatchObject({
      residenceAgs: '01002',
      dues: { standing: 'in-arrears', since: today },
      memberships: [
        { unitPath: tree.ort1.path, joinedOn: '2020-01-01', endedOn: today },
        { unitPath: tree.kreis1.path, joinedOn: today, effectiveOn: today, endedOn: null },
      ],
    });
    expect((await personFactsOf(database(), id, '2025-01-01'))?.residenceAgs).toBe('01001');
    const changes = await database().select().from(personChange).where(eq(personChange.personId, id));
    expect(changes).toMatchObject([{ field: 'familyName', before: 'Name', after: 'Neuname' }]);
    const fresh = await byNumber('A-2');
    expect(await personFactsOf(database(), fresh?.id ?? '', today)).toMatchObject({
      dues: { standing: 'paid', since: '2026-01-01' },
      memberships: [{ unitPath: tree.ort1.path, joinedOn: '2026-01-01', effectiveOn: '2026-02-12' }],
    });
    expect(await byNumber('A-3')).toBeUndefined();
  });

  it('leaves nothing to do when the same file comes again', async () => {
    const text = [
      HEADER,
      'A-1;Alt;Neuname;;Kiel;01002;111;2020-01-01;2020-02-12;in-arrears',
      'A-2;Ganz;Neu;a2@example.org;Flensburg;01001;1111;2026-01-01;2026-02-12;paid',
      '',
    ].join('\n');
    const importId = await upload(text);
    expect((await verdicts(importId)).map(([, verdict]) => verdict)).toEqual(['unchanged', 'unchanged']);
    expect(await apply(importId)).toBe('import-changes-nothing');
  });

  it('corrects the days of a spell that went through a move, and ends a membership', async () => {
    const importId = await upload(
      'number;joined_on;effective_on;ended_on\nA-1;2019-06-01;2019-07-13;\nA-2;;;2026-03-01\n',
    );
    expect(await apply(importId)).toBe('applied');
    const id = (await byNumber('A-1'))?.id ?? '';
    const current = await database()
      .select()
      .from(membership)
      .where(and(eq(membership.personId, id), isNull(membership.supersededAt)))
      .orderBy(membership.joinedOn);
    expect(current.map((one) => one.joinedOn)).toEqual(['2019-06-01', expect.any(String)]);
    const ended = await database()
      .select()
      .from(membership)
      .where(
        and(eq(membership.personId, (await byNumber('A-2'))?.id ?? ''), isNull(membership.supersededAt)),
      );
    expect(ended).toMatchObject([{ endedOn: '2026-03-01', endReason: 'left' }]);
  });

  it('gives people with an address an account, and mails only when the officer says so', async () => {
    const rows = (mark: string) => `${HEADER}\n${mark};A;B;${mark}@example.org;;;1111;2026-01-01;;\n`;
    await apply(await upload(rows('K-1')));
    await apply(await upload(rows('K-2')), 'yes');
    const due = await database().execute<{ email: string }>(
      'select email from account where invitation_due order by email',
    );
    expect(due.map((row) => row.email)).toEqual(['K-2@example.org']);
    expect(await accountOf(database(), (await byNumber('K-1'))?.id ?? '')).toMatchObject({
      isActivated: false,
    });
  });

  it('brings the report back when something has changed since', async () => {
    const importId = await upload(`${HEADER}\nS-1;A;B;;;;1111;2020-01-01;;\n`);
    await makePerson({ number: 'S-1', memberOf: tree.ort1 });
    expect(await apply(importId)).toBe('checked');
    const report = await importReport(officer, importId, { verdict: null, after: 0 });
    expect(report?.run).toMatchObject({ step: 'outdated', rowsNew: 0, rowsChanged: 1 });
    expect(await apply(importId)).toBe('applied');
  });

  it('does nothing the second time, neither pressed twice nor delivered twice', async () => {
    const importId = await upload(`${HEADER}\nV-1;A;B;;;;1111;2026-01-01;;\n`);
    expect(await apply(importId)).toBe('applied');
    const before = await everything();
    expect((await applyMemberImport(officer, { importId })).ok).toBe(true);
    await run('membership-apply-import', importId);
    await run('membership-check-import', importId);
    expect(await everything()).toEqual(before);
    expect(await discardMemberImport(officer, { importId })).toMatchObject({
      code: 'import-already-applied',
    });
  });

  it('[W-01] is for those who may import there', async () => {
    const importId = await upload(`${HEADER}\nU-1;A;B;;;;1111;2026-01-01;;\n`);
    const stranger = await officerOf(tree.kreis2);
    for (const command of [applyMemberImport, discardMemberImport, recheckMemberImport]) {
      expect(await command(stranger, { importId })).toMatchObject({ ok: false, status: 404 });
      expect(await command(stranger, { importId: crypto.randomUUID() })).toMatchObject({
        ok: false,
        status: 404,
      });
    }
    expect((await discardMemberImport(officer, { importId })).ok).toBe(true);
    expect(await apply(importId)).toBe('import-not-checked');
    expect(
      await database().select().from(memberImportRow).where(eq(memberImportRow.importId, importId)),
    ).toEqual([]);
  });
});

describe('an address frozen by a sealed roll', () => {
  it('is not changed by a file; the row says so', async () => {
    const frozen = await makePerson({ number: 'Z-1', memberOf: tree.ort1, email: 'old@example.org' });
    await makePerson({ number: 'Z-2', memberOf: tree.ort1, email: 'old2@example.org' });
    registerFrozenAddresses(async (_, ids) => new Set(ids.filter((id) => id === frozen)));
    const importId = await upload('number;email\nZ-1;new@example.org\nZ-2;new2@example.org\n');
    expect(await verdicts(importId)).toEqual([
      [2, 'refused', 'email:address-frozen-by-roll'],
      [3, 'changed', 'email'],
    ]);
    const other = await upload('number;phone\nZ-1;+49 431 1\n');
    expect(await verdicts(other)).toEqual([[2, 'changed', 'phone']]);
  });
});

describe('a file that speaks of ends', () => {
  it('ends the offices of who leaves, and changes nothing about the dead', async () => {
    const unit = tree.kreis1;
    const offices = [{ kind: 'board', unit }] as const;
    const leaver = await makePerson({ number: 'E-1', memberOf: unit, offices });
    const dead = await makePerson({ number: 'E-2', givenName: 'Tot', familyName: 'Ruht', memberOf: unit });
    await endMembership(officer, { personId: dead, endedOn: '2026-01-15', reason: 'died' });
    const left = await upload('number;ended_on\r\nE-1;2026-02-01\r\n');
    expect(await apply(left)).toBe('applied');
    const held = await database().select().from(office).where(eq(office.personId, leaver));
    expect(held.map((one) => [one.toOn, one.supersededAt === null])).toEqual([
      [null, false],
      ['2026-02-01', true],
    ]);
    const same = await upload('number;given_name\r\nE-2;Tot\r\n');
    expect(await verdicts(same)).toEqual([[2, 'unchanged', '']]);
    const other = await upload('number;given_name;town\r\nE-2;Lebt;Kiel\r\n');
    expect((await verdicts(other))[0]?.slice(0, 2)).toEqual([2, 'refused']);
    expect((await verdicts(other))[0]?.[2]).toContain('number:member-died');
  });
});
