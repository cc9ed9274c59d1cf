import { m } from '#lib/i18n/paraglide/messages.js';
import { CSV_START, csvText } from '#lib/membership/import/csv-text.ts';
import { reasonSentence } from '../../ui/reason-sentence.ts';
import type { Locale } from '../../ui/sentence-words.ts';
import { verdictWord } from '../../ui/verdict-word.ts';
import type { RollFile } from './roll-file-lines.ts';

/** The roll as a table that no spreadsheet computes. */
export function rollCsv({ lines, unitNames, articles }: RollFile, locale: Locale): string {
  const words = { locale, unitNames };
  const head = [
    m.roll_lines_number({}, words),
    m.roll_lines_name({}, words),
    m.roll_lines_unit({}, words),
    m.roll_lines_verdict({}, words),
    m.roll_lines_reason({}, words),
    m.roll_file_article({}, words),
    m.roll_line_why({}, words),
  ];
  const rows = lines.map((line) => [
    line.number === null ? '' : String(line.number),
    line.name,
    line.unitName,
    verdictWord(line.verdict, locale),
    line.reasons.map((reason) => reasonSentence(reason, words)).join(' '),
    [...new Set(line.reasons.flatMap(({ article }) => articles.get(article ?? '')?.number ?? []))].join(', '),
    line.decisionReason ?? '',
  ]);
  return CSV_START + csvText([head, ...rows]);
}
