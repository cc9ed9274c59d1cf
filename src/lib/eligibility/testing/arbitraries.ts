import fc from 'fast-check';
import type { PersonFacts } from '#lib/membership/person-facts.ts';
import { addDays } from '../calendar.ts';
import { type Rule, type RuleInput, ruleShape } from '../rule.ts';

export const someDay = fc.integer({ min: -4000, max: 4000 }).map((offset) => addDays('2026-03-01', offset));
const bornOn = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays('2026-03-01', -days));
const unitPath = fc.constantFrom('/1/', '/1/2/', '/1/2/3/', '/1/4/', '/1/4/5/');

/** A term whose end, if any, lies after its start. */
const term = fc
  .tuple(someDay, fc.option(fc.integer({ min: 1, max: 2000 })))
  .map(([from, days]) => ({ from, to: days === null ? null : addDays(from, days) }));

const membership = fc
  .tuple(unitPath, term, fc.option(fc.integer({ min: 0, max: 200 })))
  .map(([path, { from, to }, wait]) => ({
    unitPath: path,
    joinedOn: from,
    effectiveOn: wait === null ? null : addDays(from, wait),
    endedOn: to,
  }));

export const personFacts: fc.Arbitrary<PersonFacts> = fc.record({
  personId: fc.uuid(),
  bornOn: fc.option(bornOn),
  citizenships: fc.option(fc.subarray(['DE', 'FR', 'PL'])),
  residenceAgs: fc.option(fc.constantFrom('09162', '11000', '99999')),
  memberships: fc.array(membership, { maxLength: 4 }),
  dues: fc.option(fc.record({ standing: fc.constantFrom('paid', 'exempt', 'in-arrears'), since: someDay })),
  offices: fc.array(
    fc.tuple(fc.constantFrom('board', 'delegate'), unitPath, term).map(([kind, path, span]) => {
      return { kind, unitPath: path, ...span };
    }),
    { maxLength: 3 },
  ),
  suspensions: fc.array(term, { maxLength: 2 }),
});

/** Facts in which nothing is missing, so that no condition can be unknown. */
export const knownFacts = personFacts.map(completed);

export function completed(facts: PersonFacts): PersonFacts {
  return {
    ...facts,
    bornOn: facts.bornOn ?? '1980-05-05',
    citizenships: facts.citizenships ?? ['DE'],
    residenceAgs: facts.residenceAgs ?? '11000',
    dues: facts.dues ?? { standing: 'paid', since: '2020-01-01' },
    memberships: facts.memberships.map((one) => ({ ...one, effectiveOn: one.effectiveOn ?? one.joinedOn })),
  };
}

const condition = fc.oneof<fc.Arbitrary<RuleInput>[]>(
  unitPath.map((path) => ({ kind: 'member-in' as const, unitPath: path })),
  fc.tuple(unitPath, fc.integer({ min: 0, max: 60 })).map(([path, weeks]) => {
    return { kind: 'member-since' as const, unitPath: path, weeks };
  }),
  fc.tuple(unitPath, fc.option(fc.integer({ min: 0, max: 30 }))).map(([path, weeks]) => {
    return { kind: 'full-rights' as const, unitPath: path, weeks };
  }),
  fc.integer({ min: 1, max: 100 }).map((years) => ({ kind: 'minimum-age' as const, years })),
  fc.constant({ kind: 'citizenship' as const, anyOf: ['DE'] }),
  fc.constantFrom('09', '11000').map((ags) => ({ kind: 'residence' as const, ags: [ags] })),
  fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 12 })).map(([exemptCounts, graceMonths]) => {
    return { kind: 'dues' as const, exemptCounts, graceMonths };
  }),
  unitPath.map((path) => ({ kind: 'office' as const, offices: ['board'], unitPath: path })),
  fc.constant({ kind: 'not-suspended' as const }),
);

const { tree } = fc.letrec<{ tree: RuleInput; branch: RuleInput; negation: RuleInput }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small', maxDepth: 3 }, condition, tie('branch'), tie('negation')),
  branch: fc
    .tuple(
      fc.constantFrom('all' as const, 'any' as const),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    )
    .map(([kind, of]) => ({ kind, of })),
  negation: tie('tree').map((of) => ({ kind: 'not' as const, of })),
}));

/** Rules of every shape; those beyond the limits are left out. */
export const someRule: fc.Arbitrary<Rule> = tree
  .filter((given) => ruleShape.safeParse(given).success)
  .map((given) => ruleShape.parse(given));

export const someCondition: fc.Arbitrary<Rule> = condition.map((given) => ruleShape.parse(given));
