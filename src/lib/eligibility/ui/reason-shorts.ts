import { m } from '#lib/i18n/paraglide/messages.js';

/** Reasons for *no* and *unknown* in two or three words, to filter by. */
const SHORTS: Readonly<Record<string, () => string>> = {
  'birth-date-unknown': () => m.roll_short_birth_date_unknown(),
  'citizenship-unknown': () => m.roll_short_citizenship_unknown(),
  'residence-unknown': () => m.roll_short_residence_unknown(),
  'dues-unknown': () => m.roll_short_dues_unknown(),
  'effect-unknown': () => m.roll_short_effect_unknown(),
  'not-member': () => m.roll_short_not_member(),
  'member-too-short': () => m.roll_short_member_too_short(),
  'not-in-effect': () => m.roll_short_not_in_effect(),
  'too-young': () => m.roll_short_too_young(),
  'citizenship-missing': () => m.roll_short_citizenship_missing(),
  'residence-outside': () => m.roll_short_residence_outside(),
  'dues-in-arrears': () => m.roll_short_dues_in_arrears(),
  'dues-exempt': () => m.roll_short_dues_exempt(),
  'office-missing': () => m.roll_short_office_missing(),
  suspended: () => m.roll_short_suspended(),
  'suspended-until': () => m.roll_short_suspended_until(),
};

export function reasonOptions(): { value: string; label: string }[] {
  return Object.entries(SHORTS).map(([value, label]) => ({ value, label: label() }));
}
