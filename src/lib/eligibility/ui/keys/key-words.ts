import { formatDate } from '#lib/i18n/dates.ts';
import { formatList, formatNumber } from '#lib/i18n/numbers.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Fraction } from '#lib/statutes/fraction.ts';
import type { Locale } from '../sentence-words.ts';

/** A key as it is shown on its page and in its file. */
export interface ShownKey {
  readonly unitName: string;
  readonly cutOff: string;
  readonly counted: string;
  readonly method: string;
  readonly seats: number;
  readonly baseMandates: number;
  readonly elsewhere: number;
  readonly units: readonly { readonly name: string; readonly votes: number }[];
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly distribution: ShownDistribution;
  readonly lot: { readonly account: string; readonly recordedBy: string; readonly recordedAt: Date } | null;
}

interface ShownDistribution {
  readonly state: 'decided' | 'tie';
  readonly seats: readonly number[];
  readonly perRound: 1 | 2;
  readonly quotas: readonly { readonly unit: number; readonly quota: Fraction; readonly whole: number }[];
  readonly rounds: readonly { readonly unit: number; readonly weight: Fraction }[];
  readonly tie: { readonly among: readonly number[]; readonly open: number } | null;
  readonly lot: readonly number[] | null;
}

type Words = { readonly locale: Locale } | undefined;

const METHOD_WORDS: Readonly<Record<string, (words: Words) => string>> = {
  'hare-niemeyer': (words) => m.key_method_hare_niemeyer({}, words),
  dhondt: (words) => m.key_method_dhondt({}, words),
  'sainte-lague': (words) => m.key_method_sainte_lague({}, words),
  adams: (words) => m.key_method_adams({}, words),
  'adams-in-pairs': (words) => m.key_method_adams_in_pairs({}, words),
};

export const methodOptions = () =>
  Object.entries(METHOD_WORDS).map(([value, label]) => ({ value, label: label(undefined) }));

export const countedWord = (counted: string, words?: Words): string =>
  counted === 'members' ? m.key_counted_members({}, words) : m.key_counted_paid({}, words);

/** What the key follows from, and who worked it out. */
export function keyFacts(key: ShownKey, locale: Locale): { term: string; value: string; hint?: string }[] {
  const words = { locale };
  const number = (value: number) => formatNumber(value, locale);
  const members = key.units.reduce((sum, { votes }) => sum + votes, 0);
  return [
    { term: m.key_unit({}, words), value: key.unitName },
    { term: m.key_cut_off({}, words), value: formatDate(key.cutOff, 'date', locale) },
    { term: m.key_counted({}, words), value: countedWord(key.counted, words) },
    { term: m.key_all_members({}, words), value: number(members) },
    ...(key.elsewhere > 0
      ? [
          {
            term: m.key_elsewhere({}, words),
            value: number(key.elsewhere),
            hint: m.key_elsewhere_hint({}, words),
          },
        ]
      : []),
    { term: m.key_method({}, words), value: METHOD_WORDS[key.method]?.(words) ?? key.method },
    { term: m.key_seats({}, words), value: number(key.seats) },
    { term: m.key_base_mandates({}, words), value: number(key.baseMandates) },
    {
      term: m.key_made({}, words),
      value: m.key_made_by({ name: key.madeBy, at: formatDate(key.madeAt, 'moment', locale) }, words),
    },
  ];
}

export const namesOf = (key: ShownKey, units: readonly number[], locale: Locale): string =>
  formatList(
    units.map((unit) => key.units[unit]?.name ?? ''),
    locale,
  );

/** Who is tied about how many; null where nothing was. */
export function tieSentence(key: ShownKey, locale: Locale): string | null {
  const { tie, perRound } = key.distribution;
  if (!tie) return null;
  const names = namesOf(key, tie.among, locale);
  return m.key_tie_more({ names, open: formatNumber(tie.open * perRound, locale) }, { locale });
}

/** What the recorded lot decided, how it was drawn and who recorded it. */
export function lotSentences(key: ShownKey, locale: Locale): string[] {
  const words = { locale };
  if (!key.lot || !key.distribution.lot) return [];
  const { account, recordedBy: name, recordedAt } = key.lot;
  const names = namesOf(key, key.distribution.lot, locale);
  return [
    m.key_lot_drawn_more({ names, account }, words),
    m.key_lot_recorded({ name, at: formatDate(recordedAt, 'moment', locale) }, words),
  ];
}
