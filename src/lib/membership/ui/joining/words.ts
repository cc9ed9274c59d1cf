import { m } from '#lib/i18n/paraglide/messages.js';
import type { ApplicationState } from '../../joining/application.ts';
import type { SameBy } from '../../joining/listing.ts';

export const APPLICATION_WORDS: Readonly<Record<ApplicationState, () => string>> = {
  unconfirmed: () => m.joining_state_unconfirmed(),
  waiting: () => m.joining_state_waiting(),
  admitted: () => m.joining_state_admitted(),
  refused: () => m.joining_state_refused(),
  withdrawn: () => m.joining_state_withdrawn(),
};

export const APPLICATION_TONES = {
  unconfirmed: 'neutral',
  waiting: 'open',
  admitted: 'agreed',
  refused: 'refused',
  withdrawn: 'neutral',
} as const satisfies Record<ApplicationState, string>;

export const SAME_WORDS: Readonly<Record<SameBy, () => string>> = {
  email: () => m.joining_same_email(),
  'name-and-birth': () => m.joining_same_name_birth(),
  name: () => m.joining_same_name(),
};
