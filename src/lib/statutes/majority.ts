import { z } from 'zod';
import { atLeast, moreThan, readFraction, share, type Fraction } from './fraction.ts';

export const BASES = ['yes+no', 'yes+no+abstain', 'valid', 'cast', 'present', 'entitled'] as const;
export const THRESHOLDS = ['more-than-half', 'two-thirds', 'three-quarters', 'quarter', 'relative'] as const;

export const quorumRule = z.strictObject({
  share,
  of: z.enum(['entitled', 'present']),
  /** `cast` is turnout with invalid ballots, `yes` a quorum of approval. */
  measure: z.enum(['cast', 'present', 'yes']),
  /** More than the share instead of at least. */
  strict: z.boolean().optional(),
});
export type QuorumRule = z.infer<typeof quorumRule>;

export const majorityRule = z.strictObject({
  base: z.enum(BASES),
  threshold: z.enum(THRESHOLDS),
  quorum: quorumRule.optional(),
});
export type MajorityRule = z.infer<typeof majorityRule>;

/** A count as number up to 2^53 − 1, above as bigint or as a string of digits. */
export type Count = number | bigint | string;

export interface Counts {
  readonly yes: Count;
  readonly no: Count;
  readonly abstain: Count;
  readonly invalid: Count;
  /** Absent where nobody meets (a referendum): then as many as cast. */
  readonly present?: Count;
  readonly entitled: Count;
}

export type MajorityOutcome = 'accepted' | 'rejected' | 'tie' | 'no-quorum';

/** One line of the working shown with a result. All numbers are strings of digits, so that they survive JSON. */
export type WorkingStep =
  | { readonly step: 'counts'; readonly cast: string; readonly valid: string; readonly entitled: string }
  | {
      readonly step: 'quorum';
      readonly measure: QuorumRule['measure'];
      readonly of: QuorumRule['of'];
      readonly share: string;
      readonly strict: boolean;
      readonly measured: string;
      readonly total: string;
      /** The least number that reaches it, rounded up. */
      readonly needed: string;
      readonly reached: boolean;
    }
  | { readonly step: 'base'; readonly base: MajorityRule['base']; readonly value: string }
  | {
      readonly step: 'threshold';
      readonly threshold: Exclude<MajorityRule['threshold'], 'relative'>;
      readonly yes: string;
      readonly base: string;
      readonly needed: string;
      readonly reached: boolean;
    }
  | { readonly step: 'comparison'; readonly yes: string; readonly no: string }
  | { readonly step: 'no-yes' };

export interface Decision {
  readonly outcome: MajorityOutcome;
  readonly working: readonly WorkingStep[];
}

interface Sums extends Readonly<Record<'yes' | 'no' | 'present' | 'entitled' | 'cast' | 'valid', bigint>> {}

const SHARES = {
  'more-than-half': { fraction: { numerator: 1n, denominator: 2n }, strict: true },
  'two-thirds': { fraction: { numerator: 2n, denominator: 3n }, strict: false },
  'three-quarters': { fraction: { numerator: 3n, denominator: 4n }, strict: false },
  quarter: { fraction: { numerator: 1n, denominator: 4n }, strict: false },
} as const satisfies Record<string, { fraction: Fraction; strict: boolean }>;

/**
 * Whether a question is carried, with every step of the arithmetic.
 *
 * @param given.base what yes is measured against: `yes+no`; `yes+no+abstain` and `valid` (cast without invalid; an
 *   abstention is a valid ballot, so both are the same number); `cast` = yes + no + abstain + invalid; `present`; `entitled`.
 * @param given.threshold `more-than-half` is strict (exactly half is rejected); `two-thirds`, `three-quarters`, `quarter`
 *   mean at least. `relative` ignores the base: yes > no carries, yes = no above zero is a `tie`, about which the statute
 *   or the chair decides.
 * @param given.quorum looked at first: missed means `no-quorum`, whatever the votes.
 * @param given.counts whole numbers of ballots and people; `present` ≥ cast, `entitled` ≥ present.
 * @returns outcome and working. Nothing is ever carried with 0 yes.
 * @throws RangeError when a count is no whole number ≥ 0 or they contradict each other: such counts come from a fault,
 *   and no outcome may rest on them.
 *
 * Source: the reading of majorities agreed for this project (`majority.cases.json`), see § 13 and § 16 of the model statute.
 * Exact integers only; no floating point. *Not* checked: whether this rule is the one the statute demands for the
 * question, and whether the counts are true.
 */
export function decide(given: MajorityRule & { readonly counts: Counts }): Decision {
  const sums = sumsOf(given.counts);
  const working: WorkingStep[] = [
    { step: 'counts', cast: `${sums.cast}`, valid: `${sums.valid}`, entitled: `${sums.entitled}` },
  ];
  if (given.quorum) {
    const quorum = quorumStep(given.quorum, sums);
    working.push(quorum);
    if (!quorum.reached) return { outcome: 'no-quorum', working };
  }
  if (sums.yes === 0n) return { outcome: 'rejected', working: [...working, { step: 'no-yes' }] };
  if (given.threshold === 'relative') return relative(sums, working);
  const base = baseOf(given.base, sums);
  const step = thresholdStep(given.threshold, sums.yes, base);
  return {
    outcome: step.reached ? 'accepted' : 'rejected',
    working: [...working, { step: 'base', base: given.base, value: `${base}` }, step],
  };
}

/** How many must take part (or say yes) before a decision stands; for display before the count. */
export function neededForQuorum(rule: QuorumRule, total: bigint): bigint {
  const fraction = readFraction(rule.share);
  return rule.strict ? moreThan(fraction, total) : atLeast(fraction, total);
}

function relative(sums: Sums, before: readonly WorkingStep[]): Decision {
  const working = [...before, { step: 'comparison', yes: `${sums.yes}`, no: `${sums.no}` } as const];
  if (sums.yes === sums.no) return { outcome: 'tie', working };
  return { outcome: sums.yes > sums.no ? 'accepted' : 'rejected', working };
}

function quorumStep(rule: QuorumRule, sums: Sums): Extract<WorkingStep, { step: 'quorum' }> {
  const total = sums[rule.of];
  const measured = sums[rule.measure];
  const needed = neededForQuorum(rule, total);
  return {
    step: 'quorum',
    measure: rule.measure,
    of: rule.of,
    share: rule.share,
    strict: rule.strict ?? false,
    measured: `${measured}`,
    total: `${total}`,
    needed: `${needed}`,
    reached: measured >= needed,
  };
}

function thresholdStep(
  threshold: keyof typeof SHARES,
  yes: bigint,
  base: bigint,
): Extract<WorkingStep, { step: 'threshold' }> {
  const { fraction, strict } = SHARES[threshold];
  const needed = strict ? moreThan(fraction, base) : atLeast(fraction, base);
  return {
    step: 'threshold',
    threshold,
    yes: `${yes}`,
    base: `${base}`,
    needed: `${needed}`,
    reached: yes >= needed,
  };
}

function baseOf(base: MajorityRule['base'], sums: Sums): bigint {
  if (base === 'yes+no') return sums.yes + sums.no;
  if (base === 'yes+no+abstain') return sums.valid;
  return sums[base];
}

function sumsOf(counts: Counts): Sums {
  const [yes, no, abstain, invalid] = [counts.yes, counts.no, counts.abstain, counts.invalid].map(whole) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const valid = yes + no + abstain;
  const cast = valid + invalid;
  const present = counts.present === undefined ? cast : whole(counts.present);
  const entitled = whole(counts.entitled);
  if (present < cast) throw new RangeError('More ballots than people present.');
  if (entitled < present) throw new RangeError('More people present than entitled.');
  return { yes, no, valid, cast, present, entitled };
}

function whole(count: Count): bigint {
  const fits =
    typeof count === 'number'
      ? Number.isSafeInteger(count)
      : typeof count === 'bigint' || /^\d{1,40}$/.test(count);
  if (!fits || BigInt(count) < 0n) throw new RangeError('A count is a whole number from 0 up.');
  return BigInt(count);
}
