import { formatDate } from '#lib/i18n/dates.ts';
import { formatNumber } from '#lib/i18n/numbers.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { reasonSentence } from '../../ui/reason-sentence.ts';
import { ruleSentence } from '../../ui/rule-sentence.ts';
import type { Locale, SentenceWords } from '../../ui/sentence-words.ts';
import { verdictWord } from '../../ui/verdict-word.ts';
import { footPages, type Pdf, tagged, taggedPdf, writeText } from '#lib/platform/server/pdf/page.ts';
import { type PdfColumn, writeTable } from '#lib/platform/server/pdf/table.ts';
import type { FileLine, RollFile } from './roll-file-lines.ts';

/** Lines that one file holds; above that, the roll is taken unit by unit. */
export const LONGEST_PDF = 20_000;

interface Edition {
  readonly locale: Locale;
  readonly now: Date;
}

/** The roll on paper for the committee: a stream of bytes that is written while it is read. */
export function rollPdf(file: RollFile, { locale, now }: Edition): Pdf {
  const words = { locale, unitNames: file.unitNames };
  const title = m.roll_title({ title: file.roll.title || m.roll_untitled({}, words) }, words);
  const pdf = taggedPdf({ title, locale });
  footPages(
    pdf,
    (page) =>
      `${m.roll_file_page({ page }, words)} · ${m.roll_file_confidential({ name: file.takenBy }, words)}`,
  );
  tagged(pdf, 'H1', () => writeText(pdf, title, { weight: 'bold', size: 18 }));
  for (const text of paragraphs(file, words, now)) {
    tagged(pdf, 'P', () => writeText(pdf, text, { size: 10.5 }));
  }
  writeLines(pdf, file, words).then(
    () => pdf.end(),
    (error: Error) => pdf.destroy(error),
  );
  return pdf;
}

async function writeLines(pdf: Pdf, file: RollFile, words: SentenceWords): Promise<void> {
  const entitled = file.lines.filter((line) => line.verdict === 'yes');
  const others = file.lines.filter((line) => line.verdict !== 'yes');
  await writePart(pdf, m.roll_line_yes({}, words), {
    columns: entitledColumns(words),
    rows: entitled.map(entitledRow),
  });
  await writePart(pdf, m.roll_file_others({}, words), {
    columns: otherColumns(words),
    rows: others.map((line) => otherRow(line, file, words)),
  });
}

function paragraphs({ roll, unitNames }: RollFile, words: SentenceWords, now: Date): string[] {
  const { locale } = words;
  const facts = [
    `${m.roll_fact_unit({}, words)}: ${unitNames.get(roll.unitPath) ?? ''}`,
    `${m.roll_fact_cut_off({}, words)}: ${formatDate(roll.cutOff, 'date', locale)}`,
    ...(roll.sealedAt
      ? [`${m.roll_fact_sealed_at({}, words)}: ${formatDate(roll.sealedAt, 'moment', locale)}`]
      : []),
    ...(roll.hash ? [`${m.roll_fact_hash({}, words)}: ${roll.hash}`] : []),
    `${m.roll_seal_entitled({}, words)}: ${formatNumber(roll.entitled, locale)}`,
    `${m.roll_seal_refused({}, words)}: ${formatNumber(roll.refused, locale)}`,
    m.roll_file_made({ at: formatDate(now, 'moment', locale) }, words),
  ];
  return [ruleSentence(roll.rule, words), ...facts];
}

interface Part {
  readonly columns: readonly PdfColumn[];
  readonly rows: readonly string[][];
}

async function writePart(pdf: Pdf, title: string, { columns, rows }: Part): Promise<void> {
  if (rows.length === 0) return;
  pdf.moveDown(0.5);
  tagged(pdf, 'H2', () => writeText(pdf, title, { weight: 'bold', size: 13 }));
  await writeTable(pdf, columns, rows);
}

function entitledColumns(words: SentenceWords): PdfColumn[] {
  return [
    { label: m.roll_lines_number({}, words), width: 60 },
    { label: m.roll_lines_name({}, words), width: 230 },
    { label: m.roll_lines_unit({}, words), width: 209 },
  ];
}

function entitledRow({ number, name, unitName }: FileLine): string[] {
  return [String(number), name, unitName];
}

function otherColumns(words: SentenceWords): PdfColumn[] {
  return [
    { label: m.roll_lines_name({}, words), width: 120 },
    { label: m.roll_lines_unit({}, words), width: 110 },
    { label: m.roll_lines_verdict({}, words), width: 80 },
    { label: m.roll_lines_reason({}, words), width: 189 },
  ];
}

function otherRow(line: FileLine, { articles }: RollFile, words: SentenceWords): string[] {
  const reasons = line.reasons.map((reason) => {
    const article = articles.get(reason.article ?? '')?.number;
    return article ? `${reasonSentence(reason, words)} (${article})` : reasonSentence(reason, words);
  });
  const decided = line.decisionReason
    ? [m.roll_decided_by_people({ reason: line.decisionReason }, words)]
    : [];
  return [
    line.name,
    line.unitName,
    verdictWord(line.verdict, words.locale),
    [...reasons, ...decided].join(' '),
  ];
}
