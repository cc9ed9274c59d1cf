import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
import { importReport } from '../import/imports.ts';
import { receiveMemberFile } from '../import/receive-member-file.ts';
import { importJobs } from '../import/run-import.ts';
import { moveMember } from '../people/move-member.ts';
import { exportMembers, type MemberExport } from './export-members.ts';
import type { Outcome } from '#lib/platform/outcome.ts';

let db: TestDatabase;
let tree: SmallTree;
let officer: PersonActor;
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
  officer = await officerOf(tree.land1);
});
afterAll(() => db.drop());

const wish = { unitNumber: 11, purpose: 'Einladung zur Versammlung' };

async function textOf(outcome: Outcome<MemberExport>): Promise<string> {
  if (!outcome.ok) return outcome.code;
  let text = '';
  for await (const piece of outcome.value.pieces) text += piece;
  return text;
}

describe('an export', () => {
  it('holds the members of the branch and nobody else, and is what an import takes back unchanged', async () => {
    await makePerson({ number: 'X-1', familyName: '"Öz"; der', memberOf: tree.ort1, phone: '+49 431 1' });
    const moved = await makePerson({
      number: 'X-2',
      memberOf: tree.kreis2,
      bornOn: null,
      citizenships: ['DE', 'TR'],
    });
    await makePerson({ number: 'X-3', memberOf: tree.kreis3 });
    await makePerson({ number: 'X-4', memberOf: tree.ort1, endedOn: '2024-01-01' });
    await moveMember(officer, { personId: moved, unitNumber: 111, movedOn: '2024-05-05' });
    const text = await textOf(await exportMembers(officer, wish));
    expect(text).toContain('X-1;Test;"""Öz""; der"');
    expect(text).toContain("'+49 431 1");
    expect(text).not.toMatch(/X-3|X-4/);
    expect(await textOf(await exportMembers(officer, { ...wish, withEnded: 'yes' }))).toContain('X-4');
    const file = { name: 'a.csv', chunks: [new TextEncoder().encode(text)] };
    const received = await receiveMemberFile(officer, { unitNumber: 11, file });
    const importId = received.ok ? received.value.importId : '';
    await importJobs[0]?.run({ importId } as never);
    const report = await importReport(officer, importId, { verdict: null, after: 0 });
    expect(report?.run).toMatchObject({ state: 'checked', rowsNew: 0, rowsChanged: 0, rowsRefused: 1 });
    expect(report?.rows.find((row) => row.verdict === 'refused')?.reasons).toEqual(['number:not-oneself']);
  });

  it('[P-07] is refused without the power to write, for another branch, and after a long sitting', async () => {
    const refused = { ok: false, status: 404, code: 'not-found' };
    const reader = await actorOf(
      await makePerson({ memberOf: tree.land1, offices: [{ kind: 'board', unit: tree.land1 }] }),
      { secondFactor: true },
    );
    expect((await exportMembers(officer, wish)).ok).toBe(true);
    const before = await database().select().from(evidence);
    expect(await exportMembers(reader, wish)).toEqual(refused);
    expect(await exportMembers(await officerOf(tree.kreis1), wish)).toEqual(refused);
    expect(await exportMembers(officer, { ...wish, unitNumber: 121 })).toEqual(refused);
    expect(await exportMembers({ ...officer, secondFactor: false }, wish)).toEqual(refused);
    const tired = await officerOf(tree.land1, { signedInAt: new Date(Date.now() - 3_600_000) });
    expect(await exportMembers(tired, wish)).toMatchObject({ ok: false, code: 'sign-in-again' });
    expect(await database().select().from(evidence)).toEqual(before);
  });

  it('[P-07] leaves its purpose on the evidence log, raises an alarm when it becomes many and then stops', async () => {
    const busy = await officerOf(tree.land1);
    const codes: string[] = [];
    for (let count = 0; count < 21; count += 1) {
      const outcome = await exportMembers(busy, wish);
      codes.push(outcome.ok ? 'ok' : outcome.code);
    }
    expect(codes.filter((code) => code === 'ok')).toHaveLength(20);
    expect(codes.at(-1)).toBe('export-too-often');
    const entries = await database()
      .select()
      .from(evidence)
      .where(eq(evidence.personId, busy.personId))
      .orderBy(desc(evidence.id));
    expect(entries.filter((entry) => entry.code === 'export-volume-alarm')).toHaveLength(15);
    expect(entries.at(-1)).toMatchObject({ code: 'members-exported', reason: wish.purpose });
  });
});
