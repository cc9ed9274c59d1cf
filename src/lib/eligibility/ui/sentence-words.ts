import { m } from '#lib/i18n/paraglide/messages.js';

export type Locale = 'de' | 'en';

/** What sentences need besides the rule: names of units. */
export interface SentenceWords {
  readonly locale: Locale;
  /** Names by path; a path without name is left as its number. */
  readonly unitNames: ReadonlyMap<string, string>;
}

export function unitWord(path: string, { unitNames }: SentenceWords): string {
  return unitNames.get(path) ?? path.split('/').filter(Boolean).at(-1) ?? path;
}

/** Names of countries, in a sentence. */
export function countryWords(codes: readonly string[], { locale }: SentenceWords): string {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
  return listed(
    codes.map((code) => names.of(code) ?? code),
    'disjunction',
    locale,
  );
}

const OFFICES: Readonly<Record<string, (none: object, options: { locale: Locale }) => string>> = {
  board: m.rule_office_board,
  'membership-officer': m.rule_office_membership_officer,
  'board-secretary': m.rule_office_board_secretary,
  'election-committee': m.rule_office_election_committee,
  moderator: m.rule_office_moderator,
  auditor: m.rule_office_auditor,
  delegate: m.rule_office_delegate,
};

export function officeWord(kind: string, { locale }: SentenceWords): string {
  return OFFICES[kind]?.({}, { locale }) ?? kind;
}

export function listed(
  parts: readonly string[],
  type: 'conjunction' | 'disjunction',
  locale: Locale,
): string {
  return new Intl.ListFormat(locale, { type }).format(parts);
}
