import { z } from 'zod';
import type { PersonFacts } from '#lib/membership/person-facts.ts';
import { answerOf, type ReasonParams } from './condition-answer.ts';
import { type Condition, type ConditionInput, conditionShape } from './condition.ts';
import { turningDays } from './turning-days.ts';
import { allOf, anyOf, notOf, type Verdict } from './verdict.ts';

/** Who may take part, as data. */
export type Rule =
  | Condition
  | { readonly kind: 'all'; readonly of: readonly Rule[] }
  | { readonly kind: 'any'; readonly of: readonly Rule[] }
  | { readonly kind: 'not'; readonly of: Rule };

/** The same before defaults are filled in. */
export type RuleInput =
  | ConditionInput
  | { readonly kind: 'all'; readonly of: readonly RuleInput[] }
  | { readonly kind: 'any'; readonly of: readonly RuleInput[] }
  | { readonly kind: 'not'; readonly of: RuleInput };

export const RULE_LIMITS = { depth: 6, nodes: 40 } as const;

const tree: z.ZodType<Rule, RuleInput> = z.lazy(() => z.union([conditionShape, branch, negation]));
const branch = z.strictObject({ kind: z.enum(['all', 'any']), of: z.array(tree).min(1).max(20) });
const negation = z.strictObject({ kind: z.literal('not'), of: tree });

/** A rule from outside: measured before it is parsed, so that a deep one costs nothing. */
export const ruleShape = z
  .unknown()
  .refine(isWithinLimits, { message: 'rule-too-large', abort: true })
  .pipe(tree as z.ZodType<Rule, unknown>);

function isWithinLimits(given: unknown): boolean {
  let level: unknown[] = [given];
  let count = 0;
  for (let depth = 0; level.length > 0; depth++) {
    count += level.length;
    if (depth >= RULE_LIMITS.depth || count > RULE_LIMITS.nodes) return false;
    level = level.flatMap(partsOf);
  }
  return true;
}

function partsOf(given: unknown): unknown[] {
  if (typeof given !== 'object' || given === null || !('of' in given)) return [];
  return Array.isArray(given.of) ? given.of : [given.of];
}

export interface Reason {
  /** Stable code; words by `ui/reason-sentence.ts`. */
  readonly code: string;
  /** Key of the statute's article that asks for this. */
  readonly article: string | null;
  readonly params: ReasonParams;
}

export interface RuleAnswer {
  readonly verdict: Verdict;
  /** What decided it: for a *no* the conditions not met, for *unknown* those that cannot be answered. */
  readonly reasons: readonly Reason[];
  /** The first day after the cut-off on which the answer would be another one by the passing of time alone. */
  readonly changesOn: string | null;
}

/**
 * Answers a rule about one person on the cut-off day: yes, no or unknown in Kleene's three-valued logic, with the
 * reasons that decide it. Pure. Not checked: that the facts are those of this day (`personFactsAt` gives them).
 */
export function evaluateRule(rule: Rule, facts: PersonFacts, cutOff: string): RuleAnswer {
  const { verdict, reasons } = decided(rule, facts, cutOff);
  return { verdict, reasons, changesOn: nextChange(rule, facts, { on: cutOff, verdict }) };
}

interface Decided {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
}

function decided(rule: Rule, facts: PersonFacts, on: string): Decided {
  if (rule.kind === 'not') {
    const inner = decided(rule.of, facts, on);
    return { verdict: notOf(inner.verdict), reasons: inner.reasons };
  }
  if (rule.kind === 'all' || rule.kind === 'any') {
    const parts = rule.of.map((part) => decided(part, facts, on));
    const verdict = (rule.kind === 'all' ? allOf : anyOf)(parts.map((part) => part.verdict));
    const deciding = parts.filter((part) => part.verdict === verdict);
    return { verdict, reasons: distinct(deciding.flatMap((part) => part.reasons)) };
  }
  const { verdict, code, params } = answerOf(rule, facts, on);
  return { verdict, reasons: [{ code, article: rule.article, params }] };
}

/** "Not a member" is said once, even if three conditions ask for it. */
function distinct(reasons: readonly Reason[]): readonly Reason[] {
  const same = (a: Reason, b: Reason) => a.code === b.code && a.params.unitPath === b.params.unitPath;
  return reasons.filter((one, index) => reasons.findIndex((other) => same(one, other)) === index);
}

function verdictOf(rule: Rule, facts: PersonFacts, on: string): Verdict {
  if (rule.kind === 'not') return notOf(verdictOf(rule.of, facts, on));
  if (rule.kind === 'all') return allOf(rule.of.map((part) => verdictOf(part, facts, on)));
  if (rule.kind === 'any') return anyOf(rule.of.map((part) => verdictOf(part, facts, on)));
  return answerOf(rule, facts, on).verdict;
}

function nextChange(rule: Rule, facts: PersonFacts, now: { on: string; verdict: Verdict }): string | null {
  const days = conditionsOf(rule).flatMap((condition) => turningDays(condition, facts));
  const ahead = [...new Set(days)].filter((one) => one !== null && one > now.on).sort() as string[];
  return ahead.find((on) => verdictOf(rule, facts, on) !== now.verdict) ?? null;
}

/** Every condition of the rule, from left to right. */
export function conditionsOf(rule: Rule): readonly Condition[] {
  if (rule.kind === 'not') return conditionsOf(rule.of);
  if (rule.kind === 'all' || rule.kind === 'any') return rule.of.flatMap(conditionsOf);
  return [rule];
}
