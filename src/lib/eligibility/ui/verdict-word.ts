import { m } from '#lib/i18n/paraglide/messages.js';
import type { RollState } from '../roll.ts';
import type { Verdict } from '../verdict.ts';
import type { Locale } from './sentence-words.ts';

const VERDICT_WORDS = {
  yes: m.roll_verdict_yes,
  no: m.roll_verdict_no,
  unknown: m.roll_verdict_unknown,
} as const;
const ANSWER_WORDS = {
  yes: m.roll_answer_yes,
  no: m.roll_answer_no,
  unknown: m.roll_answer_unknown,
} as const;
const STATE_WORDS = {
  computed: m.roll_state_computed,
  'laid-open': m.roll_state_laid_open,
  sealed: m.roll_state_sealed,
} as const;

export const VERDICT_TONES = { yes: 'agreed', no: 'refused', unknown: 'warned' } as const;
export const STATE_TONES = { computed: 'neutral', 'laid-open': 'warned', sealed: 'agreed' } as const;

export function verdictWord(verdict: Verdict, locale?: Locale): string {
  return VERDICT_WORDS[verdict]({}, locale ? { locale } : {});
}

/** In one word, under a heading that asks. */
export function answerWord(verdict: Verdict): string {
  return ANSWER_WORDS[verdict]({});
}

export function stateWord(state: RollState): string {
  return STATE_WORDS[state]({});
}
