import { formatNumber } from '#lib/i18n/numbers.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { MajorityOutcome, MajorityRule, WorkingStep } from '#lib/statutes/majority.ts';
import type { Citations, Citation } from '../../member-view.ts';
import type { DecisionRule } from '../../referendum.ts';

const n = (digits: string): string => formatNumber(BigInt(digits));

const BASES: Readonly<Record<MajorityRule['base'], () => string>> = {
  'yes+no': m.ref_base_yes_no,
  'yes+no+abstain': m.ref_base_valid,
  valid: m.ref_base_valid,
  cast: m.ref_base_cast,
  present: m.ref_base_present,
  entitled: m.ref_base_entitled,
};

const THRESHOLDS = {
  'more-than-half': m.ref_threshold_half,
  'two-thirds': m.ref_threshold_two_thirds,
  'three-quarters': m.ref_threshold_three_quarters,
  quarter: m.ref_threshold_quarter,
} as const;

const MEASURES = {
  cast: m.ref_measure_cast,
  present: m.ref_measure_present,
  yes: m.ref_measure_yes,
} as const;

/** One line of the arithmetic, as a sentence. */
export function stepSentence(step: WorkingStep): string {
  switch (step.step) {
    case 'counts':
      return m.ref_step_counts({ cast: n(step.cast), valid: n(step.valid), entitled: n(step.entitled) });
    case 'quorum': {
      const words = { measured: n(step.measured), needed: n(step.needed), total: n(step.total) };
      const measure = MEASURES[step.measure]();
      const given = { ...words, measure, share: step.share };
      return step.reached ? m.ref_step_quorum_reached(given) : m.ref_step_quorum_missed(given);
    }
    case 'base':
      return m.ref_step_base({ base: BASES[step.base](), value: n(step.value) });
    case 'threshold': {
      const given = {
        threshold: THRESHOLDS[step.threshold](),
        base: n(step.base),
        needed: n(step.needed),
        yes: n(step.yes),
      };
      return step.reached ? m.ref_step_threshold_reached(given) : m.ref_step_threshold_missed(given);
    }
    case 'comparison':
      return m.ref_step_comparison({ yes: n(step.yes), no: n(step.no) });
    case 'no-yes':
      return m.ref_step_no_yes();
  }
}

/** The article that a line rests on, where there is one. */
export function stepCitation(
  step: WorkingStep,
  decision: DecisionRule,
  citations: Citations,
): Citation | null {
  if (step.step === 'counts' || step.step === 'no-yes') return null;
  const key = step.step === 'quorum' ? decision.quorumArticle : decision.majorityArticle;
  return (key !== null && citations[key]) || null;
}

const OUTCOMES: Readonly<Record<MajorityOutcome, () => string>> = {
  accepted: m.ref_outcome_accepted,
  rejected: m.ref_outcome_rejected,
  tie: m.ref_outcome_tie,
  'no-quorum': m.ref_outcome_no_quorum,
};

export function outcomeWord(outcome: MajorityOutcome): string {
  return OUTCOMES[outcome]();
}

export function outcomeTone(outcome: MajorityOutcome): 'agreed' | 'refused' | 'warned' {
  if (outcome === 'accepted') return 'agreed';
  return outcome === 'rejected' ? 'refused' : 'warned';
}

/** The number at which the majority begins, for the drawing; null where two counts are only compared. */
export function neededForMajority(working: readonly WorkingStep[]): number | null {
  const step = working.find((one) => one.step === 'threshold');
  return step ? Number(step.needed) : null;
}
