import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GENDERS } from '#lib/membership/person.ts';
import {
  check,
  HALF_STAYS_VACANT,
  ODD_PLACES,
  places,
  someCase,
  somePlaces,
  someRule,
  TWO_FIFTHS_EACH,
} from '../testing/quota-stage.ts';
import { houseQuota } from './presets.ts';
import type { QuotaCaseInput } from './quota-case.ts';
import type { QuotaRule } from './quota-rule.ts';
import { reservedPlaces } from './reserved.ts';

const body = (letters: string, more: Partial<QuotaCaseInput> = {}) =>
  ({ kind: 'body', places: places(letters), ...more }) as const;
const list = (letters: string, more: Partial<QuotaCaseInput> = {}) =>
  ({ kind: 'list', places: places(letters), ...more }) as const;
/** `2 share female` for a place that breaks, with `?` where that is open. */
const told = (rule: QuotaRule, given: QuotaCaseInput) =>
  check(rule, given).findings.map(
    ({ place, rule: part, group, isCertain }) => `${place} ${part} ${group}${isCertain ? '' : '?'}`,
  );

describe('half for women, what is not filled stays vacant', () => {
  it.each([
    ['WM', 'yes', []],
    ['MW', 'yes', []],
    ['WWW', 'yes', []],
    ['W-M', 'yes', []],
    ['WWDNM-', 'yes', []],
    ['--MM', 'yes', []],
    ['M', 'no', ['1 share female']],
    ['MMW', 'no', ['2 share female']],
    ['WMM', 'no', ['3 share female']],
    ['MDNW', 'no', ['3 share female']],
    ['-MMM', 'no', ['4 share female']],
    ['M?', 'unknown', ['2 share female?']],
    ['W?', 'yes', []],
    ['MM?W?', 'unknown', ['3 share female?', '5 share female?']],
    ['MM??M', 'no', ['3 share female?', '4 share female?', '5 share female']],
  ])('%s: %s', (letters, verdict, findings) => {
    expect(check(HALF_STAYS_VACANT, body(letters)).verdict).toBe(verdict);
    expect(told(HALF_STAYS_VACANT, body(letters))).toEqual(findings);
  });

  it('names the article and how the group stands', () => {
    const { findings, standings } = check(houseQuota('1/2'), body('MMMW-'));
    expect(findings).toEqual([
      { place: 3, rule: 'share', group: 'female', article: 'quota', isCertain: true },
    ]);
    expect(standings).toEqual([
      { group: 'female', article: 'quota', places: 3, held: 1, mostOthers: 2, others: 3 },
    ]);
  });

  it('does not let a recorded reason fill a place that must stay vacant', () => {
    const filledForReason = [{ place: 2, reason: 'Keine Frau hat kandidiert.' }];
    expect(check(HALF_STAYS_VACANT, body('MM', { filledForReason }))).toMatchObject({
      verdict: 'no',
      mustStayVacant: [2],
    });
  });
});

describe('two fifths each for women and men, lists by turns', () => {
  it.each([
    ['WMWMW', 0, 'yes', []],
    ['MWMWM', 1, 'yes', []],
    ['WMDMWMWMWN', 0, 'yes', []],
    ['WM-M', 0, 'yes', []],
    ['WDM', 0, 'no', ['3 turn female']],
    ['MWMWM', 0, 'no', ['1 turn female', '2 turn male', '3 turn female', '4 turn male', '5 turn female']],
    ['WDWMNM', 0, 'no', ['5 share male', '6 share female']],
    ['W?', 0, 'unknown', ['2 share male?', '2 turn male?']],
    ['D???', 0, 'no', ['2 share female', '2 share male', '2 turn male?']],
  ])('%s beginning with turn %i: %s', (letters, firstTurn, verdict, findings) => {
    expect(check(TWO_FIFTHS_EACH, list(letters, { firstTurn })).verdict).toBe(verdict);
    const found = told(TWO_FIFTHS_EACH, list(letters, { firstTurn })).sort();
    expect(found.slice(0, letters === 'D???' ? 3 : undefined)).toEqual(findings);
  });

  it('has no turns where there is no order', () => {
    expect(check(TWO_FIFTHS_EACH, body('WWMM')).verdict).toBe('yes');
    expect(check(TWO_FIFTHS_EACH, list('WWMM')).verdict).toBe('no');
  });

  it('lets others have a place for a reason that is recorded, and only that place', () => {
    const filledForReason = [{ place: 4, reason: 'Kein Mann hat kandidiert.' }];
    expect(check(TWO_FIFTHS_EACH, list('WMWW', { filledForReason }))).toMatchObject({
      verdict: 'yes',
      findings: [],
      mustStayVacant: [],
    });
    expect(told(TWO_FIFTHS_EACH, list('WWWW', { filledForReason }))).toEqual(['2 turn male', '3 share male']);
  });

  it('does not reserve more places than there are: three are one each, a single one is free', () => {
    const reserved = (all: number) => reservedPlaces(TWO_FIFTHS_EACH, all).map((one) => one.places);
    expect([1, 2, 3, 4, 5, 6].map(reserved)).toEqual([
      [0, 0],
      [1, 1],
      [1, 1],
      [2, 2],
      [2, 2],
      [3, 3],
    ]);
  });
});

describe('odd places for women, the others open', () => {
  it.each([
    ['WMWM', 'yes', []],
    ['WWWW', 'yes', []],
    ['WDWN', 'yes', []],
    ['-M-M', 'yes', []],
    ['DMWM', 'no', ['1 turn female', '4 share female']],
    ['MWMW', 'no', ['1 turn female', '3 turn female']],
    ['NW', 'no', ['1 turn female']],
    ['?M', 'unknown', ['1 turn female?', '1 share female?']],
    ['W?', 'yes', []],
  ])('%s: %s', (letters, verdict, findings) => {
    expect(check(ODD_PLACES, list(letters)).verdict).toBe(verdict);
    expect(told(ODD_PLACES, list(letters))).toEqual(findings);
  });

  it('says in which article each part stands', () => {
    const articles = check(ODD_PLACES, list('DMWM')).findings.map(({ rule, article }) => [rule, article]);
    expect(articles).toEqual([
      ['turn', 'list'],
      ['share', 'quota'],
    ]);
  });
});

/** Everything the unasked might answer. */
function answersOf(given: QuotaCaseInput): QuotaCaseInput[] {
  const at = given.places.indexOf('unasked');
  if (at === -1) return [given];
  return GENDERS.flatMap((gender) => answersOf({ ...given, places: given.places.with(at, gender) }));
}

describe('any quota', () => {
  it('is kept, broken or unknown exactly as all answers, no answer or some answers of the unasked keep it', () => {
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(someRule, someCase(5), (rule, given) => {
        const kept = answersOf(given).map((one) => check(rule, one).verdict === 'yes');
        const expected = kept.every(Boolean) ? 'yes' : kept.some(Boolean) ? 'unknown' : 'no';
        const { verdict } = check(rule, given);
        verdicts.add(verdict);
        expect(verdict).toBe(expected);
      }),
      { numRuns: 600 },
    );
    expect([...verdicts].sort()).toEqual(['no', 'unknown', 'yes']);
  });

  it('where everyone was asked, is kept exactly as the statute counts', () => {
    const asked = someCase(8).filter((given) => !given.places.includes('unasked'));
    fc.assert(
      fc.property(someRule, asked, (rule, given) => {
        const all = given.places.length;
        const filled = given.places.filter((one) => one !== 'vacant');
        const keepsShares = reservedPlaces(rule, all).every(
          ({ group, places: reserved }) => filled.filter((one) => one !== group).length <= all - reserved,
        );
        const keepsTurns = given.places.every((one, index) => {
          if (!rule.turns || given.kind === 'body' || one === 'vacant') return true;
          const { cycle, anywhere } = rule.turns;
          const turn = cycle[(index + (given.firstTurn ?? 0)) % cycle.length];
          return turn === 'open' || turn === one || anywhere.some((gender) => gender === one);
        });
        const { verdict, findings } = check(rule, given);
        expect(verdict).toBe(keepsShares && keepsTurns ? 'yes' : 'no');
        expect(findings.every(({ isCertain }) => isCertain)).toBe(true);
      }),
    );
  });

  it('that is broken names a place for certain, one that is unknown names one that is open, one that is kept none', () => {
    fc.assert(
      fc.property(someRule, someCase(), (rule, given) => {
        const { verdict, findings } = check(rule, given);
        const certain = findings.filter(({ isCertain }) => isCertain).length;
        expect([certain > 0, findings.length > 0]).toEqual([verdict === 'no', verdict !== 'yes']);
        for (const { place } of findings) expect(given.places[place - 1]).not.toBe('vacant');
      }),
    );
  });

  it('is never broken by leaving a place vacant, nor by a woman on another place of a women’s quota', () => {
    fc.assert(
      fc.property(somePlaces(10), fc.nat({ max: 9 }), (held, at) => {
        const before = check(HALF_STAYS_VACANT, { kind: 'body', places: held });
        for (const instead of ['vacant', 'female'] as const) {
          const after = check(HALF_STAYS_VACANT, {
            kind: 'body',
            places: held.with(at % held.length, instead),
          });
          if (before.verdict === 'yes') expect(after.verdict).toBe('yes');
          expect(after.findings.length).toBeLessThanOrEqual(before.findings.length);
        }
      }),
    );
  });

  it('keeps a body whatever its order', () => {
    const shuffled = someCase(8).chain((given) =>
      fc.record({
        given: fc.constant({ ...given, kind: 'body' as const }),
        order: fc.shuffledSubarray([...given.places.keys()], { minLength: given.places.length }),
      }),
    );
    fc.assert(
      fc.property(someRule, shuffled, (rule, { given, order }) => {
        const turned = { ...given, places: order.map((index) => given.places[index] ?? 'vacant') };
        expect(check(rule, turned).verdict).toBe(check(rule, given).verdict);
      }),
    );
  });
});
