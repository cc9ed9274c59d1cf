import { m } from '#lib/i18n/paraglide/messages.js';
import type { ImportState, RowVerdict } from '../../member-import.ts';

export const IMPORT_STATE_WORDS: Readonly<Record<ImportState, () => string>> = {
  checking: () => m.membership_import_checking(),
  checked: () => m.membership_import_checked(),
  applying: () => m.membership_import_applying(),
  applied: () => m.membership_import_applied(),
  discarded: () => m.membership_import_discarded(),
  failed: () => m.membership_import_failed(),
};

export const IMPORT_STATE_TONES = {
  checking: 'open',
  checked: 'open',
  applying: 'open',
  applied: 'agreed',
  discarded: 'neutral',
  failed: 'refused',
} as const satisfies Record<ImportState, string>;

export const VERDICT_WORDS: Readonly<Record<RowVerdict, () => string>> = {
  new: () => m.membership_row_new(),
  changed: () => m.membership_row_changed(),
  unchanged: () => m.membership_row_unchanged(),
  refused: () => m.membership_row_refused(),
};

export const VERDICT_TONES = {
  new: 'agreed',
  changed: 'open',
  unchanged: 'neutral',
  refused: 'refused',
} as const satisfies Record<RowVerdict, string>;

const STEP_WORDS: Readonly<Record<string, () => string>> = {
  people: () => m.membership_step_people(),
  memberships: () => m.membership_step_memberships(),
  changes: () => m.membership_step_changes(),
  homes: () => m.membership_step_changes(),
  days: () => m.membership_step_changes(),
  moves: () => m.membership_step_changes(),
  ends: () => m.membership_step_changes(),
  dues: () => m.membership_step_changes(),
  accounts: () => m.membership_step_accounts(),
  addresses: () => m.membership_step_accounts(),
};

/** What an import is doing now. */
export function stepWord(step: string | null): string {
  return (step === null ? undefined : STEP_WORDS[step]?.()) ?? m.membership_import_applying();
}
