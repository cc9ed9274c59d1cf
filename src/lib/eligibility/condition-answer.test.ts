import { describe, expect, it } from 'vitest';
import type { PersonFacts } from '#lib/membership/person-facts.ts';
import { evaluateRule, type RuleInput, ruleShape } from './rule.ts';

const CUT_OFF = '2026-03-01';
const member = { unitPath: '/1/2/3/', joinedOn: '2020-01-01', effectiveOn: '2020-02-12', endedOn: null };
const ordinary: PersonFacts = {
  personId: '00000000-0000-4000-8000-000000000001',
  bornOn: '1980-06-15',
  citizenships: ['DE'],
  residenceAgs: '09162',
  memberships: [member],
  dues: { standing: 'paid', since: '2025-01-01' },
  offices: [{ kind: 'delegate', unitPath: '/1/2/3/', from: '2025-01-01', to: '2027-01-01' }],
  suspensions: [],
};

function answer(rule: RuleInput, facts: Partial<PersonFacts> = {}, on = CUT_OFF) {
  const { verdict, reasons, changesOn } = evaluateRule(ruleShape.parse(rule), { ...ordinary, ...facts }, on);
  return { verdict, code: reasons[0]?.code, changesOn };
}

describe('membership', () => {
  const inLand: RuleInput = { kind: 'member-in', unitPath: '/1/2/' };

  it('counts in the unit and everything above it', () => {
    expect(answer(inLand)).toEqual({ verdict: 'yes', code: 'member', changesOn: null });
  });

  it.each([
    ['elsewhere', { ...member, unitPath: '/1/22/3/' }],
    ['that begins after the cut-off', { ...member, joinedOn: '2026-03-02' }],
    ['that ended the day before', { ...member, endedOn: '2026-03-01' }],
  ])('does not count %s', (_, one) => {
    expect(answer(inLand, { memberships: [one] })).toMatchObject({ verdict: 'no', code: 'not-member' });
  });

  it('still holds on the cut-off when it ends later, and says when', () => {
    const memberships = [{ ...member, endedOn: '2026-03-02' }];
    expect(answer(inLand, { memberships })).toEqual({
      verdict: 'yes',
      code: 'member',
      changesOn: '2026-03-02',
    });
  });

  const sixWeeks: RuleInput = { kind: 'member-since', weeks: 6, unitPath: '/1/' };

  it('is long enough on the very day the weeks are over', () => {
    const joined = (joinedOn: string) => ({ memberships: [{ ...member, joinedOn }] });
    expect(answer(sixWeeks, joined('2026-01-18'))).toMatchObject({
      verdict: 'yes',
      code: 'member-long-enough',
    });
    expect(answer(sixWeeks, joined('2026-01-19'))).toEqual({
      verdict: 'no',
      code: 'member-too-short',
      changesOn: '2026-03-02',
    });
  });

  it('is not broken by moving inside the unit, but by a day between and by moving in from outside', () => {
    const before = { ...member, unitPath: '/1/4/', endedOn: '2026-02-01' };
    const after = (joinedOn: string) => ({ memberships: [before, { ...member, joinedOn }] });
    expect(answer(sixWeeks, after('2026-02-01')).verdict).toBe('yes');
    expect(answer(sixWeeks, after('2026-02-02')).verdict).toBe('no');
    expect(answer({ ...sixWeeks, unitPath: '/1/2/' } as RuleInput, after('2026-02-01')).verdict).toBe('no');
  });

  it('takes effect on its day, after the weeks where no day is recorded, and is unknown without both', () => {
    const rights = (weeks: number | null): RuleInput => ({ kind: 'full-rights', weeks, unitPath: '/1/' });
    const one = { ...member, joinedOn: '2026-02-01', effectiveOn: null };
    expect(answer(rights(6)).code).toBe('in-effect');
    expect(answer(rights(4), { memberships: [one] })).toMatchObject({ verdict: 'yes', code: 'in-effect' });
    expect(answer(rights(6), { memberships: [one] })).toEqual({
      verdict: 'no',
      code: 'not-in-effect',
      changesOn: '2026-03-15',
    });
    expect(answer(rights(null), { memberships: [one] })).toMatchObject({
      verdict: 'unknown',
      code: 'effect-unknown',
    });
    expect(answer(rights(null), { memberships: [] })).toMatchObject({ verdict: 'no', code: 'not-member' });
  });
});

describe('age', () => {
  const adult: RuleInput = { kind: 'minimum-age', years: 18 };

  it('is reached on the birthday', () => {
    expect(answer(adult, { bornOn: '2008-03-01' })).toMatchObject({ verdict: 'yes', code: 'old-enough' });
    expect(answer(adult, { bornOn: '2008-03-02' })).toEqual({
      verdict: 'no',
      code: 'too-young',
      changesOn: '2026-03-02',
    });
  });

  it('is reached by those born on 29 February on 1 March, in a leap year on the day itself', () => {
    expect(answer(adult, { bornOn: '2008-02-29' }, '2026-02-28').changesOn).toBe('2026-03-01');
    expect(answer(adult, { bornOn: '2008-02-29' }, '2026-03-01').verdict).toBe('yes');
    expect(answer({ ...adult, years: 20 }, { bornOn: '2008-02-29' }, '2028-02-28').changesOn).toBe(
      '2028-02-29',
    );
  });

  it('is unknown without a date of birth', () => {
    expect(answer(adult, { bornOn: null })).toEqual({
      verdict: 'unknown',
      code: 'birth-date-unknown',
      changesOn: null,
    });
  });
});

describe('citizenship and residence', () => {
  const german: RuleInput = { kind: 'citizenship', anyOf: ['DE'] };
  const bavaria: RuleInput = { kind: 'residence', ags: ['09'] };

  it('ask for one of those accepted', () => {
    expect(answer(german, { citizenships: ['FR', 'DE'] })).toMatchObject({ verdict: 'yes' });
    expect(answer(bavaria)).toMatchObject({ verdict: 'yes', code: 'residence-inside' });
  });

  it.each([
    [german, { citizenships: ['FR'] }, 'no', 'citizenship-missing'],
    [german, { citizenships: [] }, 'no', 'citizenship-missing'],
    [german, { citizenships: null }, 'unknown', 'citizenship-unknown'],
    [bavaria, { residenceAgs: '11000' }, 'no', 'residence-outside'],
    [bavaria, { residenceAgs: '99999' }, 'no', 'residence-outside'],
    [bavaria, { residenceAgs: null }, 'unknown', 'residence-unknown'],
  ] as const)('refuse or do not know otherwise (%#)', (rule, facts, verdict, code) => {
    expect(answer(rule, facts)).toMatchObject({ verdict, code });
  });
});

describe('dues', () => {
  const arrears = { dues: { standing: 'in-arrears' as const, since: '2025-12-31' } };

  it('count when paid, and when exempt unless the rule says otherwise', () => {
    const exempt = { dues: { standing: 'exempt' as const, since: '2025-01-01' } };
    expect(answer({ kind: 'dues' })).toMatchObject({ verdict: 'yes', code: 'dues-paid' });
    expect(answer({ kind: 'dues' }, exempt)).toMatchObject({ verdict: 'yes', code: 'dues-exempt' });
    expect(answer({ kind: 'dues', exemptCounts: false }, exempt)).toMatchObject({ verdict: 'no' });
  });

  it('do not count in arrears, but within the months granted they do, up to the end of a shorter month', () => {
    expect(answer({ kind: 'dues' }, arrears)).toMatchObject({ verdict: 'no', code: 'dues-in-arrears' });
    expect(answer({ kind: 'dues', graceMonths: 2 }, arrears, '2026-02-27')).toEqual({
      verdict: 'yes',
      code: 'arrears-within-grace',
      changesOn: '2026-02-28',
    });
    expect(answer({ kind: 'dues', graceMonths: 2 }, arrears, '2026-02-28').verdict).toBe('no');
  });

  it('are unknown where nobody recorded them', () => {
    expect(answer({ kind: 'dues' }, { dues: null })).toMatchObject({
      verdict: 'unknown',
      code: 'dues-unknown',
    });
  });
});

describe('offices and suspensions', () => {
  const delegates: RuleInput = { kind: 'office', offices: ['delegate'], unitPath: '/1/' };

  it('hold from their first day until the day they end', () => {
    expect(answer(delegates)).toEqual({ verdict: 'yes', code: 'office-held', changesOn: '2027-01-01' });
    expect(answer(delegates, {}, '2024-12-31')).toMatchObject({ verdict: 'no', changesOn: '2025-01-01' });
    expect(answer(delegates, {}, '2027-01-01')).toMatchObject({ verdict: 'no', code: 'office-missing' });
  });

  it('count only in the unit asked for and of the kind asked for', () => {
    expect(answer({ ...delegates, unitPath: '/1/4/' }).verdict).toBe('no');
    expect(answer({ ...delegates, offices: ['board'] }).verdict).toBe('no');
  });

  it('exclude a suspended person until the suspension ends', () => {
    const suspensions = [{ from: '2026-01-01', to: '2026-04-01' }];
    expect(answer({ kind: 'not-suspended' }).verdict).toBe('yes');
    expect(answer({ kind: 'not-suspended' }, { suspensions })).toEqual({
      verdict: 'no',
      code: 'suspended-until',
      changesOn: '2026-04-01',
    });
    const forever = [{ from: '2026-01-01', to: null }];
    expect(answer({ kind: 'not-suspended' }, { suspensions: forever }).code).toBe('suspended');
  });
});
