import { formatNumber } from '#lib/i18n/numbers.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { quotaRows, resultRows, roundRows } from '../../ui/keys/key-rows.ts';
import { keyFacts, lotSentences, type ShownKey, tieSentence } from '../../ui/keys/key-words.ts';
import type { Locale } from '../../ui/sentence-words.ts';
import { footPages, type Pdf, tagged, taggedPdf, writeText } from '#lib/platform/server/pdf/page.ts';
import { type PdfColumn, writeTable } from '#lib/platform/server/pdf/table.ts';

interface Table {
  readonly title: string;
  readonly note?: string;
  readonly columns: readonly PdfColumn[];
  readonly rows: readonly (readonly string[])[];
}

/** A delegate key on paper with all its working: a stream of bytes that is written while it is read. */
export function keyPdf(key: ShownKey & { readonly title: string }, locale: Locale): Pdf {
  const words = { locale };
  const title = `${m.key_title({}, words)}: ${key.title}`;
  const pdf = taggedPdf({ title, locale });
  footPages(pdf, (page) => `${key.title} · ${m.key_file_page({ page }, words)}`);
  tagged(pdf, 'H1', () => writeText(pdf, title, { weight: 'bold', size: 18 }));
  for (const { term, value, hint } of keyFacts(key, locale)) {
    tagged(pdf, 'P', () =>
      writeText(pdf, [`${term}: ${value}`, hint].filter(Boolean).join('. '), { size: 10.5 }),
    );
  }
  writeTables(pdf, key, locale).then(
    () => pdf.end(),
    (error: Error) => pdf.destroy(error),
  );
  return pdf;
}

async function writeTables(pdf: Pdf, key: ShownKey, locale: Locale): Promise<void> {
  const words = { locale };
  await writePart(pdf, resultTable(key, locale));
  const tie = tieSentence(key, locale);
  if (tie) {
    heading(pdf, key.lot ? m.key_lot_drawn({}, words) : m.key_tie({}, words));
    for (const text of [tie, ...lotSentences(key, locale)]) tagged(pdf, 'P', () => writeText(pdf, text));
  }
  if (key.distribution.quotas.length > 0) await writePart(pdf, quotaTable(key, locale));
  await writePart(pdf, roundTable(key, locale));
}

async function writePart(pdf: Pdf, { title, note, columns, rows }: Table): Promise<void> {
  if (rows.length === 0) return;
  heading(pdf, title);
  if (note) tagged(pdf, 'P', () => writeText(pdf, note));
  await writeTable(pdf, columns, rows);
}

function heading(pdf: Pdf, title: string): void {
  pdf.moveDown(0.5);
  tagged(pdf, 'H2', () => writeText(pdf, title, { weight: 'bold', size: 13 }));
}

function resultTable(key: ShownKey, locale: Locale): Table {
  const words = { locale };
  const rows = resultRows(key);
  const line = (name: string, members: number, seats: number) => [
    name,
    formatNumber(members, locale),
    formatNumber(seats, locale),
  ];
  const sum = (field: 'members' | 'seats') => rows.reduce((total, row) => total + row[field], 0);
  return {
    title: key.distribution.state === 'tie' ? m.key_result_open({}, words) : m.key_result({}, words),
    columns: [
      { label: m.key_column_branch({}, words), width: 299 },
      { label: m.key_column_members({}, words), width: 100 },
      { label: m.key_column_seats({}, words), width: 100 },
    ],
    rows: [
      ...rows.map(({ name, members, seats }) => line(name, members, seats)),
      line(m.key_sum({}, words), sum('members'), sum('seats')),
    ],
  };
}

function quotaTable(key: ShownKey, locale: Locale): Table {
  const words = { locale };
  return {
    title: m.key_quotas({}, words),
    note: m.key_quotas_note({}, words),
    columns: [
      { label: m.key_column_branch({}, words), width: 149 },
      { label: m.key_column_quota({}, words), width: 180 },
      { label: m.key_column_whole({}, words), width: 70 },
      { label: m.key_column_remainder({}, words), width: 100 },
    ],
    rows: quotaRows(key, locale).map(({ name, quota, whole, remainder }) => [
      name,
      quota,
      formatNumber(whole, locale),
      remainder,
    ]),
  };
}

function roundTable(key: ShownKey, locale: Locale): Table {
  const words = { locale };
  const note = key.distribution.perRound === 2 ? m.key_rounds_note_pairs : m.key_rounds_note;
  return {
    title: m.key_rounds({}, words),
    note: note({}, words),
    columns: [
      { label: m.key_column_round({}, words), width: 60 },
      { label: m.key_column_branch({}, words), width: 219 },
      { label: m.key_column_weight({}, words), width: 220 },
    ],
    rows: roundRows(key, locale).map(({ round, name, weight }) => [
      formatNumber(round, locale),
      name,
      weight,
    ]),
  };
}
