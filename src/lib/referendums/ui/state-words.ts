import { m } from '#lib/i18n/paraglide/messages.js';
import type { ReferendumState } from '../state.ts';

const WORDS: Readonly<Record<ReferendumState, () => string>> = {
  draft: m.ref_state_draft,
  inspection: m.ref_state_inspection,
  keys: m.ref_state_keys,
  ready: m.ref_state_ready,
  open: m.ref_state_open,
  closed: m.ref_state_closed,
  objection: m.ref_state_objection,
  counting: m.ref_state_counting,
  counted: m.ref_state_counted,
  confirmed: m.ref_state_confirmed,
  archived: m.ref_state_archived,
  aborted: m.ref_state_aborted,
  'too-few-ballots': m.ref_state_too_few,
  'not-countable': m.ref_state_not_countable,
  unconfirmed: m.ref_state_unconfirmed,
};

type Tone = 'agreed' | 'warned' | 'refused' | 'neutral' | 'open';

const TONES: Partial<Record<ReferendumState, Tone>> = {
  open: 'open',
  ready: 'open',
  confirmed: 'agreed',
  counted: 'agreed',
  archived: 'agreed',
  objection: 'warned',
  aborted: 'refused',
  unconfirmed: 'refused',
  'not-countable': 'refused',
  'too-few-ballots': 'refused',
};

export function stateWord(state: ReferendumState): string {
  return WORDS[state]();
}

export function stateTone(state: ReferendumState): Tone {
  return TONES[state] ?? 'neutral';
}
