import { refusalText } from '#lib/i18n/refusals.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { IMPORT_COLUMNS, type ImportColumnKey } from '../../import/columns.ts';
import { CSV_START, csvText } from '../../import/csv-text.ts';

type Locale = 'de' | 'en';

export interface GuideColumn {
  readonly heading: string;
  readonly needed: boolean;
  /** What may stand in it, in words. */
  readonly content: string;
}

const CONTENTS: Readonly<Record<ImportColumnKey, () => string>> = {
  number: () => m.membership_column_number(),
  given_name: () => m.membership_column_name(),
  family_name: () => m.membership_column_name(),
  born_on: () => m.membership_column_day(),
  gender: () => m.membership_column_gender(),
  citizenships: () => m.membership_column_citizenships(),
  email: () => m.membership_column_email(),
  phone: () => m.membership_column_phone(),
  language: () => m.membership_column_language(),
  street: () => m.membership_column_street(),
  postcode: () => m.membership_column_postcode(),
  town: () => m.membership_column_town(),
  country: () => m.membership_column_country(),
  district: () => m.membership_column_district(),
  unit: () => m.membership_column_unit(),
  joined_on: () => m.membership_column_joined(),
  effective_on: () => m.membership_column_effective(),
  ended_on: () => m.membership_column_ended(),
  dues: () => m.membership_column_dues(),
  dues_since: () => m.membership_column_dues_since(),
};

/** The columns of a file as a table for people. */
export function columnGuide(locale: Locale): GuideColumn[] {
  return IMPORT_COLUMNS.map(({ key, heading, needed }) => ({
    heading: heading[locale],
    needed,
    content: CONTENTS[key](),
  }));
}

/** An empty file with the headings, in the reader's language. */
export function importTemplate(locale: Locale): string {
  return CSV_START + csvText([IMPORT_COLUMNS.map((column) => column.heading[locale])]);
}

/** `email:address-malformed` as a sentence with the column's name in front. */
export function reasonInWords(reason: string, locale: Locale): string {
  const [key, code] = reason.split(':', 2) as [string, string | undefined];
  const column = IMPORT_COLUMNS.find((one) => one.key === key);
  const words = refusalText(code ?? 'unexpected', {}, locale);
  return column ? `${column.heading[locale]}: ${words}` : words;
}

export function columnInWords(key: string, locale: Locale): string {
  return IMPORT_COLUMNS.find((column) => column.key === key)?.heading[locale] ?? key;
}
