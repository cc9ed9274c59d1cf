import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { adoptModelStatute } from '#lib/statutes/server/index.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { makePerson } from '../../../../../tests/support/people.ts';
import { referendumRule } from '../../presets.ts';
import { layOpen, type RollStage, setRollStage } from '../../testing/roll-stage.ts';
import { ruleSentence } from '../../ui/rule-sentence.ts';
import { rollCsv } from './roll-csv.ts';
import { type RollFile, takeRollFile } from './roll-file-lines.ts';
import { rollPdf } from './roll-pdf.ts';

let db: TestDatabase;
let stage: RollStage;
let rollId: string;

beforeAll(async () => {
  db = await testDatabase();
  stage = await setRollStage();
  await transact(adoptModelStatute);
  await makePerson({
    memberOf: stage.tree.kreis1,
    givenName: '=HYPERLINK("http://x")',
    familyName: '@SUM(1;2)',
  });
  await makePerson({
    memberOf: stage.tree.kreis1,
    givenName: 'Łucja',
    familyName: 'Şimşek-Größ',
    joinedOn: '2026-01-20',
  });
  const rule = referendumRule('/1/', { effectiveAfterWeeks: 6, transferAfterWeeks: 6 });
  rollId = await layOpen(stage, { rule, title: 'Soll es so sein?' });
});
afterAll(() => db.drop());

async function taken(): Promise<RollFile> {
  const file = await takeRollFile(stage.committee[0], { rollId });
  if (!file) throw new Error('no file');
  return file;
}

async function pdfText(file: RollFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of rollPdf(file, { locale: 'de', now: new Date('2026-02-01') }))
    chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe('the roll as a file', () => {
  it('[W-11] is a table that no spreadsheet computes', async () => {
    const csv = rollCsv(await taken(), 'de');
    expect(csv).toContain(`"'=HYPERLINK(""http://x"") @SUM(1;2)"`);
    for (const cell of csv.split(/\r\n|;/)) expect(cell).not.toMatch(/^"?[=+\-@\t]/);
  });

  it('says number, name, unit, answer, reason and article, those entitled first', async () => {
    const lines = rollCsv(await taken(), 'de').split('\r\n');
    expect(lines[0]).toBe('\uFEFFNummer;Name;Gliederung;Stimmberechtigt;Grund;Paragraf;Begründung');
    expect(lines[1]).toMatch(/^1;.*;stimmberechtigt;/);
    expect(lines.find((line) => line.includes('Łucja'))).toBe(
      ';Łucja Şimşek-Größ;Kreis Flensburg;nicht stimmberechtigt;Die Mitgliedschaft wird erst am 3. März 2026 voll wirksam.;§ 2;',
    );
  });

  it('is taken unit by unit where the whole is too long', async () => {
    const unit = stage.tree.kreis3.path;
    const part = await takeRollFile(stage.committee[0], { rollId, unit });
    expect(part?.lines.map((line) => line.unitName)).toEqual(['Kreis Ingolstadt']);
  });

  it('names every unit that its rule and its reasons speak of, never its key', async () => {
    const { roll, unitNames, lines } = await taken();
    const words = { locale: 'de', unitNames } as const;
    expect(ruleSentence(roll.rule, words)).toContain('(Bund;');
    const spoken = lines.flatMap(({ reasons }) => reasons.map(({ params }) => params.unitPath));
    for (const path of spoken) if (typeof path === 'string') expect([...unitNames.keys()]).toContain(path);
  });

  it('is a tagged PDF in its language, with a title', async () => {
    const bytes = (await pdfText(await taken())).toString('latin1');
    expect(bytes.startsWith('%PDF-1.7')).toBe(true);
    for (const mark of [
      '/MarkInfo',
      '/StructTreeRoot',
      '/S /Table',
      '/S /TH',
      '/S /H1',
      '/DisplayDocTitle true',
    ]) {
      expect(bytes).toContain(mark);
    }
    expect(bytes).toContain('/Lang (de)');
  });
});

describe('[P-07] a download', () => {
  it('stands on the evidence log, and names who took it', async () => {
    const count = async () => {
      const rows = await database().execute<{ count: number }>(sql`select count(*)::int as count from evidence
        where code = 'roll-downloaded' and subject_id = ${rollId}`);
      return rows[0]?.count ?? 0;
    };
    const before = await count();
    expect((await taken()).takenBy).toMatch(/^Test Person/);
    expect(await count()).toBe(before + 1);
  });

  it.each([
    ['an officer of a part', () => stage.officer],
    ['an officer elsewhere', () => stage.foreignOfficer],
    ['the committee without a second factor', () => ({ ...stage.committee[0], secondFactor: false })],
    ['a stranger', () => ({ kind: 'anonymous' }) as const],
  ])('[W-01] is not there for %s', async (_, who) => {
    expect(await takeRollFile(who(), { rollId })).toBeNull();
  });
});
