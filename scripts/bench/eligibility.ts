import { addDays } from '#lib/eligibility/calendar.ts';
import { nominationRule, referendumRule } from '#lib/eligibility/presets.ts';
import { evaluateRule, ruleShape } from '#lib/eligibility/rule.ts';
import type { PersonFacts } from '#lib/membership/person-facts.ts';
import { figureOf, type Print } from './figure.ts';

const PEOPLE = 120_000;
const ROUNDS = 5;
const CUT_OFF = '2026-01-31';
const NUMBERS = { effectiveAfterWeeks: 6, transferAfterWeeks: 6 };

/** A long rule, evaluated for everyone in a large party. */
export function benchEligibility(print: Print): Promise<void> {
  const dues = { kind: 'dues', graceMonths: 3 } as const;
  const of = [referendumRule('/1/', NUMBERS), nominationRule('/1/', ['09']), dues];
  const rule = ruleShape.parse({ kind: 'all', of });
  const people = Array.from({ length: PEOPLE }, (_, index) => somebody(index));
  const samples = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    for (const facts of people) evaluateRule(rule, facts, CUT_OFF);
    return (performance.now() - started) / 1000;
  });
  print({ ...figureOf({ name: 'eligibility-120000', unit: 's', samples, limit: { most: 10 } }) });
  return Promise.resolve();
}

/** Moved once, sometimes in arrears, sometimes with facts that nobody knows. */
function somebody(index: number): PersonFacts {
  const moved = addDays('2022-01-01', index % 1000);
  const joined = addDays(moved, -900);
  const before = { unitPath: '/1/2/3/', joinedOn: joined, effectiveOn: addDays(joined, 42), endedOn: moved };
  const since = {
    unitPath: `/1/${index % 16}/${index % 400}/`,
    joinedOn: moved,
    effectiveOn: null,
    endedOn: null,
  };
  return {
    personId: `${index}`,
    bornOn: index % 50 === 0 ? null : addDays('1940-01-01', index % 25_000),
    citizenships: index % 70 === 0 ? null : ['DE'],
    residenceAgs: '09162',
    memberships: [before, since],
    dues: { standing: index % 9 === 0 ? 'in-arrears' : 'paid', since: addDays('2025-01-01', index % 300) },
    offices: [],
    suspensions: index % 500 === 0 ? [{ from: '2025-12-01', to: '2026-12-01' }] : [],
  };
}
