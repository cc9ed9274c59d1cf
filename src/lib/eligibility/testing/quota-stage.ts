import fc from 'fast-check';
import { GENDERS } from '#lib/membership/person.ts';
import { type Place, quotaCase, type QuotaCaseInput } from '../quota/quota-case.ts';
import { checkQuota, type QuotaAnswer } from '../quota/quota-check.ts';
import { GROUPS, type QuotaRule, quotaRule, type QuotaRuleInput } from '../quota/quota-rule.ts';

/** Parameters of three real statutes, in our shape (names of articles are the model statute's). */
const article = 'quota';
export const HALF_STAYS_VACANT = quotaRule.parse({
  shares: [{ group: 'female', least: '1/2', article }],
  unfilled: 'stays-vacant',
  turns: null,
  exceptions: [{ kind: 'few-members', group: 'female', below: '1/4', article }],
} satisfies QuotaRuleInput);
export const TWO_FIFTHS_EACH = quotaRule.parse({
  shares: [
    { group: 'female', least: '2/5', article },
    { group: 'male', least: '2/5', article },
  ],
  unfilled: 'may-be-filled',
  turns: { cycle: ['female', 'male'], anywhere: ['diverse', 'undisclosed'], article: 'list' },
  exceptions: [],
} satisfies QuotaRuleInput);
export const ODD_PLACES = quotaRule.parse({
  shares: [{ group: 'female', least: '1/2', article }],
  unfilled: 'stays-vacant',
  turns: { cycle: ['female', 'open'], article: 'list' },
  exceptions: [{ kind: 'release', of: ['list'], article: 'list' }],
} satisfies QuotaRuleInput);

export const check = (rule: QuotaRule, given: QuotaCaseInput): QuotaAnswer =>
  checkQuota(rule, quotaCase.parse(given));

const LETTERS: Readonly<Record<string, Place>> = {
  W: 'female',
  M: 'male',
  D: 'diverse',
  N: 'undisclosed',
  '?': 'unasked',
  '-': 'vacant',
};

/** `WM-D`: woman, man, vacant, diverse; N is no statement, ? was not asked. */
export const places = (letters: string): Place[] => [...letters].map((letter) => LETTERS[letter] as Place);

export const somePlaces = (max: number): fc.Arbitrary<Place[]> =>
  fc.array(fc.constantFrom<Place>(...GENDERS, 'unasked', 'vacant'), { minLength: 1, maxLength: max });

const someShare = fc
  .record({ numerator: fc.integer({ min: 0, max: 5 }), denominator: fc.integer({ min: 1, max: 5 }) })
  .filter(({ numerator, denominator }) => numerator <= denominator)
  .map(({ numerator, denominator }) => `${numerator}/${denominator}`);

/** Any rule without exceptions. */
export const someRule: fc.Arbitrary<QuotaRule> = fc
  .record({
    shares: fc.uniqueArray(
      fc.record({ group: fc.constantFrom(...GROUPS), least: someShare, article: fc.constant(article) }),
      { selector: (one) => one.group, maxLength: 3 },
    ),
    unfilled: fc.constantFrom('stays-vacant' as const, 'may-be-filled' as const),
    turns: fc.option(
      fc.record({
        cycle: fc.array(fc.constantFrom(...GROUPS, 'open' as const), { minLength: 2, maxLength: 3 }),
        anywhere: fc.subarray([...GENDERS]),
        article: fc.constant('list'),
      }),
    ),
    exceptions: fc.constant([]),
  })
  .map((rule) => quotaRule.parse(rule));

export const someCase = (max = 6): fc.Arbitrary<QuotaCaseInput> =>
  fc.record({
    kind: fc.constantFrom('list' as const, 'body' as const),
    places: somePlaces(max),
    firstTurn: fc.nat({ max: 2 }),
  });
