import { formatDate } from '#lib/i18n/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Reason } from '../rule.ts';
import { countryWords, listed, officeWord, type SentenceWords, unitWord } from './sentence-words.ts';

type Words = (params: Record<string, string | number>, options: { locale: 'de' | 'en' }) => string;
const messages = m as unknown as Readonly<Record<string, Words | undefined>>;

/** Every reason a rule can give; a test sees that each has words in both languages. */
export const REASON_CODES = [
  'member',
  'not-member',
  'member-long-enough',
  'member-too-short',
  'in-effect',
  'not-in-effect',
  'effect-unknown',
  'old-enough',
  'too-young',
  'birth-date-unknown',
  'citizenship-held',
  'citizenship-missing',
  'citizenship-unknown',
  'residence-inside',
  'residence-outside',
  'residence-unknown',
  'dues-paid',
  'dues-exempt',
  'arrears-within-grace',
  'dues-in-arrears',
  'dues-unknown',
  'office-held',
  'office-missing',
  'not-suspended',
  'suspended',
  'suspended-until',
] as const;

const DAYS: ReadonlySet<string> = new Set(['since', 'on', 'until']);

/** The reason as a sentence about facts, in words that fit the member's page and the officer's alike. */
export function reasonSentence(reason: Reason, words: SentenceWords): string {
  const sentence = messages[`reason_${reason.code.replaceAll('-', '_')}`];
  if (!sentence) return reason.code;
  const params = Object.entries(reason.params).map(([name, value]) => [name, inWords(name, value, words)]);
  const { unitPath, ...rest } = Object.fromEntries(params);
  return sentence(
    { ...rest, ...(unitPath === undefined ? {} : { unit: unitPath }) },
    { locale: words.locale },
  );
}

function inWords(name: string, value: string | number, words: SentenceWords): string | number {
  if (typeof value === 'number') return value;
  if (DAYS.has(name)) return formatDate(value, 'date', words.locale);
  if (name === 'unitPath') return unitWord(value, words);
  if (name === 'countries') return countryWords(value.split(' '), words);
  if (name === 'office') return officeWord(value, words);
  if (name === 'offices') {
    return listed(
      value.split(' ').map((kind) => officeWord(kind, words)),
      'disjunction',
      words.locale,
    );
  }
  if (name === 'ags') return listed(value.split(' '), 'disjunction', words.locale);
  return value;
}
