import { formatDate } from '#lib/i18n/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { ChangedSince } from '../../merging/merging.ts';
import { fieldWord, GENDER_WORDS, wordOf } from '../words.ts';

export const CHANGED_WORDS: Readonly<Record<ChangedSince, () => string>> = {
  person: () => m.merging_changed_person(),
  memberships: () => m.merging_changed_memberships(),
  home: () => m.merging_changed_home(),
  dues: () => m.merging_changed_dues(),
  suspensions: () => m.merging_changed_suspensions(),
  offices: () => m.merging_changed_offices(),
};

export type FieldValue = string | readonly string[] | null;

/** A field of a person as one reads it. */
export function valueWords(field: string, value: FieldValue): string {
  if (value === null) return m.membership_unknown();
  if (typeof value !== 'string') return value.join(', ');
  if (field === 'bornOn') return formatDate(value);
  if (field === 'locale') return value === 'en' ? 'English' : 'Deutsch';
  return field === 'gender' ? wordOf(GENDER_WORDS, value) : value;
}

export const mergedFieldWord = (field: string): string =>
  field === 'number' ? m.membership_number() : fieldWord(field);
