import { m } from '#lib/i18n/paraglide/messages.js';
import type { Gap } from '../members.ts';
import type { DuesStanding, EndReason, MembershipStatus } from '../membership.ts';
import type { OfficeKind, OfficeManner } from '../powers.ts';
import type { Gender } from '../person.ts';
import type { UnitKind } from '../unit.ts';

export const STATUS_WORDS: Readonly<Record<MembershipStatus, () => string>> = {
  coming: () => m.membership_status_coming(),
  waiting: () => m.membership_status_waiting(),
  active: () => m.membership_status_active(),
  ended: () => m.membership_status_ended(),
};

export const STATUS_TONES = {
  coming: 'neutral',
  waiting: 'open',
  active: 'agreed',
  ended: 'neutral',
} as const satisfies Record<MembershipStatus, string>;

export const DUES_WORDS: Readonly<Record<DuesStanding, () => string>> = {
  paid: () => m.membership_dues_paid(),
  exempt: () => m.membership_dues_exempt(),
  'in-arrears': () => m.membership_dues_in_arrears(),
};

export const GENDER_WORDS: Readonly<Record<Gender, () => string>> = {
  female: () => m.membership_gender_female(),
  male: () => m.membership_gender_male(),
  diverse: () => m.membership_gender_diverse(),
  undisclosed: () => m.membership_gender_undisclosed(),
};

export const END_WORDS: Readonly<Record<EndReason, () => string>> = {
  left: () => m.membership_end_left(),
  moved: () => m.membership_end_moved(),
  died: () => m.membership_end_died(),
  expelled: () => m.membership_end_expelled(),
  'other-party': () => m.membership_end_other_party(),
  mistaken: () => m.membership_end_mistaken(),
  objected: () => m.joining_end_objected(),
};

export const GAP_WORDS: Readonly<Record<Gap, () => string>> = {
  birth: () => m.membership_gap_birth(),
  citizenship: () => m.membership_gap_citizenship(),
  district: () => m.membership_gap_district(),
  email: () => m.membership_gap_email(),
  dues: () => m.membership_gap_dues(),
};

export const UNIT_WORDS: Readonly<Record<UnitKind, () => string>> = {
  bund: () => m.membership_unit_bund(),
  land: () => m.membership_unit_land(),
  kreis: () => m.membership_unit_kreis(),
  ort: () => m.membership_unit_ort(),
};

const OFFICE_WORDS: Readonly<Record<OfficeKind, typeof m.membership_office_board>> = {
  board: m.membership_office_board,
  'membership-officer': m.membership_office_membership_officer,
  'board-secretary': m.membership_office_board_secretary,
  'election-committee': m.membership_office_election_committee,
  moderator: m.membership_office_moderator,
  auditor: m.membership_office_auditor,
  delegate: m.membership_office_delegate,
};

/** The name of an office, in another language than the page's where one is named; one of a newer house is shown by its key. */
export function officeWord(kind: string, locale?: 'de' | 'en'): string {
  if (!Object.hasOwn(OFFICE_WORDS, kind)) return kind;
  return OFFICE_WORDS[kind as OfficeKind]({}, locale && { locale });
}

const MANNER_WORDS: Readonly<Record<OfficeManner, () => string>> = {
  elected: () => m.membership_office_elected(),
  deputy: () => m.membership_office_deputy(),
  'ex-officio': () => m.membership_office_ex_officio(),
};

export const mannerOptions = (): { value: string; label: string }[] => optionsOf(MANNER_WORDS);

/** The office, and how it is held where that is not by election. */
export function heldOffice({
  kind,
  manner,
}: {
  readonly kind: string;
  readonly manner: OfficeManner;
}): string {
  if (manner === 'elected') return officeWord(kind);
  return m.membership_office_held({ office: officeWord(kind), manner: MANNER_WORDS[manner]() });
}

/** The words of a code that a newer house may have more of. */
export function wordOf<Key extends string>(
  words: Readonly<Record<Key, () => string>>,
  key: string | null,
): string {
  if (key === null) return m.membership_unknown();
  return Object.hasOwn(words, key) ? words[key as Key]() : key;
}

const FIELD_WORDS: Readonly<Record<string, () => string>> = {
  givenName: () => m.membership_given_name(),
  familyName: () => m.membership_family_name(),
  bornOn: () => m.membership_born_on(),
  gender: () => m.membership_gender(),
  citizenships: () => m.membership_citizenships(),
  email: () => m.membership_email(),
  phone: () => m.membership_phone(),
  locale: () => m.membership_language(),
};

export function fieldWord(field: string): string {
  return wordOf(FIELD_WORDS, field);
}

/** Options of a select from a table of words. */
export function optionsOf(words: Readonly<Record<string, () => string>>): { value: string; label: string }[] {
  return Object.entries(words).map(([value, word]) => ({ value, label: word() }));
}

export const officeOptions = (): { value: string; label: string }[] => optionsOf(OFFICE_WORDS);
