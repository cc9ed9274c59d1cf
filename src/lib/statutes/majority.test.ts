import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BASES,
  decide,
  type Counts,
  type MajorityOutcome,
  type MajorityRule,
  THRESHOLDS,
} from './majority.ts';

interface Case extends MajorityRule {
  readonly id: string;
  readonly counts: Counts;
  readonly expect: MajorityOutcome;
  readonly why: string;
}

const cases = JSON.parse(readFileSync(new URL('majority.cases.json', import.meta.url), 'utf8')) as Case[];

const counts: Counts = { yes: 6, no: 3, abstain: 2, invalid: 1, present: 12, entitled: 20 };
const half = { base: 'yes+no', threshold: 'more-than-half' } as const;

describe('majorities', () => {
  it('has cases to go by', () => expect(cases.length).toBeGreaterThanOrEqual(46));

  it.each(cases)('$id: $why', (given) => {
    expect(decide(given).outcome).toBe(given.expect);
  });

  it('[B-27] decides the edges in whole numbers: exactly 20 %, half of 3, a tie, all invalid, no ballot', () => {
    const fifth = { ...half, quorum: { share: '1/5', of: 'entitled', measure: 'cast' } } as const;
    const turnout = (yes: number) =>
      decide({ ...fifth, counts: { yes, no: 0, abstain: 0, invalid: 0, entitled: 463_723 } }).outcome;
    expect(turnout(92_745)).toBe('accepted');
    expect(turnout(92_744)).toBe('no-quorum');
    const only = (given: Partial<Counts>) => ({
      yes: 0,
      no: 0,
      abstain: 0,
      invalid: 0,
      entitled: 10,
      ...given,
    });
    expect(decide({ ...half, counts: only({ yes: 1, no: 2 }) }).outcome).toBe('rejected');
    expect(decide({ ...half, counts: only({ yes: 2, no: 1 }) }).outcome).toBe('accepted');
    expect(decide({ ...half, counts: only({ yes: 5, no: 5 }) }).outcome).toBe('rejected');
    expect(decide({ ...half, threshold: 'relative', counts: only({ yes: 5, no: 5 }) }).outcome).toBe('tie');
    expect(decide({ ...half, counts: only({ invalid: 10 }) }).outcome).toBe('rejected');
    expect(decide({ ...half, counts: only({}) }).outcome).toBe('rejected');
  });

  it('shows how it got there', () => {
    const quorum = { share: '1/2', of: 'entitled', measure: 'cast' } as const;
    expect(decide({ ...half, quorum, counts }).working).toEqual([
      { step: 'counts', cast: '12', valid: '11', entitled: '20' },
      {
        step: 'quorum',
        measure: 'cast',
        of: 'entitled',
        share: '1/2',
        strict: false,
        measured: '12',
        total: '20',
        needed: '10',
        reached: true,
      },
      { step: 'base', base: 'yes+no', value: '9' },
      { step: 'threshold', threshold: 'more-than-half', yes: '6', base: '9', needed: '5', reached: true },
    ]);
  });

  it('takes as many present as cast where nobody meets', () => {
    const { present: _, ...rest } = counts;
    expect(decide({ base: 'present', threshold: 'more-than-half', counts: rest }).outcome).toBe('rejected');
    expect(
      decide({ base: 'present', threshold: 'more-than-half', counts: { ...rest, invalid: 0 } }).outcome,
    ).toBe('accepted');
  });

  it.each([
    ['a fraction of a ballot', { yes: 0.5 }],
    ['a negative count', { no: -1 }],
    ['a negative big count', { no: -1n }],
    ['a number beyond exact integers', { entitled: 2 ** 53 }],
    ['words', { yes: 'viele' }],
    ['an exponent', { yes: '1e3' }],
    ['more ballots than people present', { present: 11 }],
    ['more people present than entitled', { entitled: 11 }],
  ])('refuses %s', (_, wrong) => {
    expect(() => decide({ ...half, counts: { ...counts, ...wrong } })).toThrow(RangeError);
  });

  it.each(['0.25', '1/0', '-1/4', '1', '01/4', ' 1/4', '1/4 '])('refuses the share %s', (share) => {
    const quorum = { share, of: 'entitled', measure: 'cast' } as const;
    expect(() => decide({ ...half, quorum, counts })).toThrow(RangeError);
  });
});

const big = fc.bigInt({ min: 0n, max: 10n ** 20n });
const anyCounts = fc.tuple(big, big, big, big, big, big).map(([yes, no, abstain, invalid, absent, away]) => {
  const present = yes + no + abstain + invalid + absent;
  return { yes, no, abstain, invalid, present, entitled: present + away };
});
const anyRule = fc.record({
  base: fc.constantFrom(...BASES),
  threshold: fc.constantFrom(...THRESHOLDS),
  quorum: fc.option(
    fc.record({
      share: fc.constantFrom('0/1', '1/5', '1/4', '1/2', '2/3', '1/1'),
      of: fc.constantFrom('entitled' as const, 'present' as const),
      measure: fc.constantFrom('cast' as const, 'present' as const, 'yes' as const),
      strict: fc.boolean(),
    }),
    { nil: undefined },
  ),
});

describe('laws of majorities', () => {
  it('never carries anything without a yes', () => {
    fc.assert(
      fc.property(anyRule, anyCounts, (rule, all) => {
        expect(decide({ ...rule, counts: { ...all, yes: 0n } }).outcome).not.toMatch(/accepted|tie/);
      }),
    );
  });

  it('never turns against a question when one no becomes a yes', () => {
    fc.assert(
      fc.property(anyRule, anyCounts, (rule, all) => {
        fc.pre(all.no > 0n && decide({ ...rule, counts: all }).outcome === 'accepted');
        const turned = { ...all, yes: all.yes + 1n, no: all.no - 1n };
        expect(decide({ ...rule, counts: turned }).outcome).toBe('accepted');
      }),
    );
  });

  it('answers the same for numbers, strings and big integers', () => {
    fc.assert(
      fc.property(anyRule, anyCounts, (rule, all) => {
        const texts = Object.fromEntries(Object.entries(all).map(([name, count]) => [name, `${count}`]));
        expect(decide({ ...rule, counts: texts as unknown as Counts })).toEqual(
          decide({ ...rule, counts: all }),
        );
      }),
    );
  });

  it('reaches a threshold with the number it calls needed and misses it with one less', () => {
    fc.assert(
      fc.property(anyRule, fc.bigInt({ min: 1n, max: 10n ** 20n }), (rule, size) => {
        fc.pre(rule.threshold !== 'relative');
        const only = { base: 'entitled', threshold: rule.threshold } as const;
        const votes = (yes: bigint) => ({ yes, no: 0n, abstain: 0n, invalid: 0n, entitled: size });
        const step = decide({ ...only, counts: votes(1n) }).working.at(-1);
        const needed = BigInt(step?.step === 'threshold' ? step.needed : '0');
        fc.pre(needed <= size);
        expect(decide({ ...only, counts: votes(needed) }).outcome).toBe('accepted');
        expect(decide({ ...only, counts: votes(needed - 1n) }).outcome).toBe('rejected');
      }),
    );
  });
});
