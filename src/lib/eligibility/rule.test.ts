import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonFacts } from '#lib/membership/person-facts.ts';
import { conditionsOf, evaluateRule, type Rule, ruleShape } from './rule.ts';
import {
  knownFacts,
  personFacts,
  someCondition,
  someDay,
  someRule,
  completed,
} from './testing/arbitraries.ts';

const all = (...of: Rule[]): Rule => ({ kind: 'all', of });
const any = (...of: Rule[]): Rule => ({ kind: 'any', of });
const not = (of: Rule): Rule => ({ kind: 'not', of });
const verdict = (rule: Rule, facts: PersonFacts, on: string) => evaluateRule(rule, facts, on).verdict;

describe('the algebra of rules', () => {
  it('obeys De Morgan in both directions', () => {
    fc.assert(
      fc.property(someRule, someRule, personFacts, someDay, (a, b, facts, on) => {
        expect(verdict(not(all(a, b)), facts, on)).toBe(verdict(any(not(a), not(b)), facts, on));
        expect(verdict(not(any(a, b)), facts, on)).toBe(verdict(all(not(a), not(b)), facts, on));
      }),
    );
  });

  it('takes a double negation for the thing itself, reasons included', () => {
    fc.assert(
      fc.property(someRule, personFacts, someDay, (rule, facts, on) => {
        expect(evaluateRule(not(not(rule)), facts, on)).toEqual(evaluateRule(rule, facts, on));
      }),
    );
  });

  it('does not care for the order or grouping of parts', () => {
    fc.assert(
      fc.property(someRule, someRule, someRule, personFacts, someDay, (...[a, b, c, facts, on]) => {
        for (const join of [all, any]) {
          expect(verdict(join(a, b), facts, on)).toBe(verdict(join(b, a), facts, on));
          expect(verdict(join(join(a, b), c), facts, on)).toBe(verdict(join(a, join(b, c)), facts, on));
        }
      }),
    );
  });

  it('distributes and absorbs', () => {
    fc.assert(
      fc.property(someRule, someRule, someRule, personFacts, someDay, (...[a, b, c, facts, on]) => {
        expect(verdict(all(a, any(b, c)), facts, on)).toBe(verdict(any(all(a, b), all(a, c)), facts, on));
        expect(verdict(all(a, any(a, b)), facts, on)).toBe(verdict(a, facts, on));
      }),
    );
  });
});

describe('unknown', () => {
  it('never becomes yes or no by itself: an answer given without a fact stands whatever the fact is', () => {
    fc.assert(
      fc.property(someRule, personFacts, someDay, (rule, facts, on) => {
        const before = verdict(rule, facts, on);
        if (before === 'unknown') return;
        // A rule that says after how many weeks a membership takes effect does not miss the day of effect.
        const follows = conditionsOf(rule).some((one) => one.kind === 'full-rights' && one.weeks !== null);
        const { memberships } = follows ? facts : completed(facts);
        expect(verdict(rule, { ...completed(facts), memberships }, on)).toBe(before);
      }),
    );
  });

  it('does not occur where nothing is missing', () => {
    fc.assert(
      fc.property(someRule, knownFacts, someDay, (rule, facts, on) => {
        expect(verdict(rule, facts, on)).not.toBe('unknown');
      }),
    );
  });

  it('gives as reasons only what decided', () => {
    fc.assert(
      fc.property(someCondition, someCondition, personFacts, someDay, (a, b, facts, on) => {
        const answer = evaluateRule(all(a, b), facts, on);
        const parts = [a, b].map((part) => evaluateRule(part, facts, on));
        const deciding = parts
          .filter((part) => part.verdict === answer.verdict)
          .flatMap((part) => part.reasons);
        for (const reason of answer.reasons) expect(deciding).toContainEqual(reason);
        expect(answer.reasons.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('time', () => {
  it('is monotone in age: nobody loses a minimum age by having been born earlier', () => {
    const rank = { no: 0, unknown: 1, yes: 2 };
    fc.assert(
      fc.property(personFacts, someDay, someDay, someDay, (...[facts, one, other, on]) => {
        const rule = ruleShape.parse({ kind: 'minimum-age', years: 3 });
        const [older, younger] = [one, other].sort();
        const of = (bornOn: string | undefined) =>
          rank[verdict(rule, { ...facts, bornOn: bornOn ?? null }, on)];
        expect(of(older)).toBeGreaterThanOrEqual(of(younger));
      }),
    );
  });

  it('names the first day of another answer, and none before it differs', () => {
    fc.assert(
      fc.property(someRule, personFacts, someDay, fc.nat(3000), (rule, facts, on, ahead) => {
        const { verdict: now, changesOn } = evaluateRule(rule, facts, on);
        if (changesOn) expect(verdict(rule, facts, changesOn)).not.toBe(now);
        const probe = new Date(Date.parse(on) + ahead * 86_400_000).toISOString().slice(0, 10);
        if (!changesOn || probe < changesOn) expect(verdict(rule, facts, probe)).toBe(now);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a rule from outside', () => {
  const age = { kind: 'minimum-age', years: 14 };
  const deep = (levels: number): unknown => (levels === 0 ? age : { kind: 'not', of: deep(levels - 1) });

  it('is taken within its limits, with defaults filled in', () => {
    expect(ruleShape.parse({ kind: 'all', of: [age, { kind: 'dues' }] })).toEqual({
      kind: 'all',
      of: [
        { ...age, article: null },
        { kind: 'dues', exemptCounts: true, graceMonths: 0, article: null },
      ],
    });
    expect(ruleShape.safeParse(deep(5)).success).toBe(true);
  });

  it.each([
    ['is nested too deeply', deep(6)],
    ['is nested absurdly', deep(5_000)],
    [
      'has too many parts',
      { kind: 'all', of: Array.from({ length: 15 }, () => ({ kind: 'any', of: [age, age] })) },
    ],
    ['has too many parts beside each other', { kind: 'all', of: Array.from({ length: 21 }, () => age) }],
    ['is empty', { kind: 'all', of: [] }],
    ['asks what nobody knows', { kind: 'shoe-size', at: 43 }],
    ['carries more than it should', { ...age, weight: 2 }],
    ['asks for an age of nothing', { kind: 'minimum-age', years: 0 }],
    ['asks for half a year', { kind: 'minimum-age', years: 17.5 }],
    ['names a path that is none', { kind: 'member-in', unitPath: '/1/%/' }],
    ['is a text', 'everyone'],
    ['is nothing', null],
  ])('is refused when it %s', (_, given) => {
    expect(ruleShape.safeParse(given).success).toBe(false);
  });
});
