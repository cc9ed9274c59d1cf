import { expect, it } from 'vitest';
import type { PersonFacts } from '#lib/membership/person-facts.ts';
import { addDays } from './calendar.ts';
import { nominationRule, referendumRule } from './presets.ts';
import { evaluateRule, ruleShape } from './rule.ts';

const numbers = { effectiveAfterWeeks: 6, transferAfterWeeks: 6 };

function somebody(index: number): PersonFacts {
  const kreis = `/1/${index % 16}/${index % 400}/`;
  const moved = addDays('2022-01-01', index % 1000);
  return {
    personId: `${index}`,
    bornOn: index % 50 === 0 ? null : addDays('1940-01-01', index % 25_000),
    citizenships: index % 70 === 0 ? null : ['DE'],
    residenceAgs: '09162',
    memberships: [
      {
        unitPath: '/1/2/3/',
        joinedOn: addDays(moved, -900),
        effectiveOn: addDays(moved, -858),
        endedOn: moved,
      },
      { unitPath: kreis, joinedOn: moved, effectiveOn: null, endedOn: null },
    ],
    dues: { standing: index % 9 === 0 ? 'in-arrears' : 'paid', since: addDays('2025-01-01', index % 300) },
    offices: [],
    suspensions: index % 500 === 0 ? [{ from: '2025-12-01', to: '2026-12-01' }] : [],
  };
}

it('answers a long rule about 120,000 people, whatever they have told', () => {
  const dues = { kind: 'dues', graceMonths: 3 } as const;
  const rule = ruleShape.parse({
    kind: 'all',
    of: [referendumRule('/1/', numbers), nominationRule('/1/', ['09']), dues],
  });
  const people = Array.from({ length: 120_000 }, (_, index) => somebody(index));
  const counts = { yes: 0, no: 0, unknown: 0 };
  for (const facts of people) counts[evaluateRule(rule, facts, '2026-01-31').verdict] += 1;
  expect(counts.yes + counts.no + counts.unknown).toBe(120_000);
  expect(Math.min(counts.yes, counts.no, counts.unknown)).toBeGreaterThan(100);
});
