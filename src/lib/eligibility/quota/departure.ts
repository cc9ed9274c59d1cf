import { readFraction } from '#lib/statutes/fraction.ts';
import type { Verdict } from '../verdict.ts';
import type { QuotaCase } from './quota-case.ts';
import type { QuotaRule } from './quota-rule.ts';

/** Whether the rule allows what was decided, and by which article. */
export interface DepartureAnswer {
  readonly verdict: Verdict;
  readonly code:
    | 'departure-allowed'
    | 'departure-not-provided'
    | 'departure-not-for-this-kind'
    | 'departure-vetoed'
    | 'departure-group-too-large'
    | 'departure-members-unasked';
  readonly article: string | null;
}

/** A decision to depart from the rule; null where there is none. The reason itself is for people to judge. */
export function answerOnDeparture(rule: QuotaRule, { kind, departure }: QuotaCase): DepartureAnswer | null {
  if (!departure) return null;
  if (departure.kind === 'release') {
    const provided = rule.exceptions.find((one) => one.kind === 'release');
    if (!provided) return { verdict: 'no', code: 'departure-not-provided', article: null };
    const { article } = provided;
    if (!provided.of.includes(kind)) return { verdict: 'no', code: 'departure-not-for-this-kind', article };
    if (departure.isVetoed) return { verdict: 'no', code: 'departure-vetoed', article };
    return { verdict: 'yes', code: 'departure-allowed', article };
  }
  const provided = rule.exceptions.find((one) => one.kind === 'few-members' && one.group === departure.group);
  if (provided?.kind !== 'few-members')
    return { verdict: 'no', code: 'departure-not-provided', article: null };
  return { ...fewMembers(provided.below, departure.members), article: provided.article };
}

/** Exactly the share is not below it. Members whose gender nobody knows leave it open where they could tip it. */
function fewMembers(
  below: string,
  { ofGroup, unasked, all }: { ofGroup: number; unasked: number; all: number },
): Omit<DepartureAnswer, 'article'> {
  const { numerator, denominator } = readFraction(below);
  const isBelow = (count: number): boolean => BigInt(count) * denominator < numerator * BigInt(all);
  if (!isBelow(ofGroup)) return { verdict: 'no', code: 'departure-group-too-large' };
  if (!isBelow(ofGroup + unasked)) return { verdict: 'unknown', code: 'departure-members-unasked' };
  return { verdict: 'yes', code: 'departure-allowed' };
}
