import { describe, expect, it } from 'vitest';
import { check, HALF_STAYS_VACANT, ODD_PLACES, places, TWO_FIFTHS_EACH } from '../testing/quota-stage.ts';
import { quotaCase, type QuotaCaseInput } from './quota-case.ts';
import { quotaRule } from './quota-rule.ts';

const BROKEN = { kind: 'body', places: places('MMM') } as const;
const fewWomen = (ofGroup: number, unasked: number, all: number): QuotaCaseInput => ({
  ...BROKEN,
  departure: {
    kind: 'few-members',
    group: 'female',
    reason: 'Nur wenige Frauen sind Mitglied.',
    members: { ofGroup, unasked, all },
  },
});
const released = (kind: 'list' | 'body', isVetoed: boolean): QuotaCaseInput => ({
  kind,
  places: places('MM'),
  departure: { kind: 'release', reason: 'Platz 1 wird freigegeben.', isVetoed },
});

describe('a branch with few women', () => {
  it('may depart from the rule; what it departs from stays visible', () => {
    const answer = check(HALF_STAYS_VACANT, fewWomen(24, 0, 100));
    expect(answer.departure).toEqual({ verdict: 'yes', code: 'departure-allowed', article: 'quota' });
    expect([answer.verdict, answer.findings.map(({ place }) => place)]).toEqual(['yes', [2, 3]]);
  });

  it('may not when exactly a quarter are women: that is not below a quarter', () => {
    expect(check(HALF_STAYS_VACANT, fewWomen(25, 0, 100))).toMatchObject({
      verdict: 'no',
      departure: { verdict: 'no', code: 'departure-group-too-large', article: 'quota' },
    });
  });

  it('leaves open what members decide whom nobody asked', () => {
    expect(check(HALF_STAYS_VACANT, fewWomen(24, 1, 100))).toMatchObject({
      verdict: 'unknown',
      departure: { verdict: 'unknown', code: 'departure-members-unasked' },
    });
    expect(check(HALF_STAYS_VACANT, fewWomen(20, 4, 100)).verdict).toBe('yes');
  });

  it('may not where the statute does not provide for it', () => {
    expect(check(TWO_FIFTHS_EACH, fewWomen(1, 0, 100))).toMatchObject({
      verdict: 'no',
      departure: { code: 'departure-not-provided', article: null },
    });
  });

  it('may not for another group than the one the statute names', () => {
    const men = { ...fewWomen(1, 0, 100).departure!, group: 'male' as const };
    expect(check(HALF_STAYS_VACANT, { ...BROKEN, departure: men })).toMatchObject({
      verdict: 'no',
      departure: { code: 'departure-not-provided' },
    });
  });

  it('needs no departure where the rule is kept', () => {
    const kept = { ...fewWomen(90, 0, 100), places: places('WM') };
    expect(check(HALF_STAYS_VACANT, kept).verdict).toBe('yes');
  });
});

describe('an assembly that makes up a list', () => {
  it('may release places unless the women present object', () => {
    expect(check(ODD_PLACES, released('list', false))).toMatchObject({
      verdict: 'yes',
      departure: { code: 'departure-allowed', article: 'list' },
    });
    expect(check(ODD_PLACES, released('list', true))).toMatchObject({
      verdict: 'no',
      departure: { code: 'departure-vetoed', article: 'list' },
    });
  });

  it('may not release the places of a board', () => {
    expect(check(ODD_PLACES, released('body', false))).toMatchObject({
      verdict: 'no',
      departure: { code: 'departure-not-for-this-kind' },
    });
  });

  it('may not where the statute does not provide for it', () => {
    expect(check(HALF_STAYS_VACANT, released('list', false))).toMatchObject({
      verdict: 'no',
      departure: { code: 'departure-not-provided' },
    });
  });
});

describe('a case', () => {
  it.each([
    ['without a place', { ...BROKEN, places: [] }],
    ['with a gender nobody offered', { ...BROKEN, places: ['other'] }],
    ['with too many places', { ...BROKEN, places: Array(1_001).fill('female') }],
    ['of another kind', { ...BROKEN, kind: 'club' }],
    [
      'with a reason for a place that is not there',
      { ...BROKEN, filledForReason: [{ place: 4, reason: 'x' }] },
    ],
    ['with an empty reason', { ...BROKEN, filledForReason: [{ place: 1, reason: '  ' }] }],
    [
      'that departs without a reason',
      { ...BROKEN, departure: { kind: 'release', reason: '', isVetoed: false } },
    ],
    ['of more women than members', fewWomen(8, 3, 10)],
    ['of a branch without members', fewWomen(0, 0, 0)],
    ['with a verdict of its own', { ...BROKEN, verdict: 'yes' }],
  ])('is refused %s', (_, given) => {
    expect(quotaCase.safeParse(BROKEN).success).toBe(true);
    expect(quotaCase.safeParse(given).success).toBe(false);
  });
});

describe('a rule', () => {
  const share = { group: 'female', least: '1/2', article: 'quota' };
  const rule = { shares: [share], unfilled: 'stays-vacant', turns: null, exceptions: [] };
  it.each([
    ['with two shares for one group', { ...rule, shares: [share, { ...share, least: '1/3' }] }],
    ['with a share above one', { ...rule, shares: [{ ...share, least: '3/2' }] }],
    ['with a share in percent', { ...rule, shares: [{ ...share, least: '50' }] }],
    ['without an article', { ...rule, shares: [{ group: 'female', least: '1/2' }] }],
    ['for those who state nothing', { ...rule, shares: [{ ...share, group: 'undisclosed' }] }],
    ['that leaves open what happens to a place nobody can fill', { ...rule, unfilled: undefined }],
    ['with turns of one', { ...rule, turns: { cycle: ['female'], article: 'quota' } }],
  ])('is refused %s', (_, given) => {
    expect(quotaRule.safeParse(rule).success).toBe(true);
    expect(quotaRule.safeParse(given).success).toBe(false);
  });
});
