import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOn } from './age.ts';
import { addDays, dayOf } from './day.ts';
import { admitMemberShape, membershipStatus } from './membership.ts';
import { personFields } from './person.ts';
import { pathsUpTo } from './unit.ts';

describe('the status of a membership on a day', () => {
  const days = { joinedOn: '2026-01-01', effectiveOn: '2026-02-12', endedOn: '2026-06-01' };

  it.each([
    ['2025-12-31', 'coming'],
    ['2026-01-01', 'waiting'],
    ['2026-02-11', 'waiting'],
    ['2026-02-12', 'active'],
    ['2026-05-31', 'active'],
    ['2026-06-01', 'ended'],
  ])('is on %s: %s', (on, status) => expect(membershipStatus(days, on)).toBe(status));

  it('takes no right away because a day is not known', () => {
    expect(membershipStatus({ ...days, effectiveOn: null }, '2026-01-01')).toBe('active');
  });

  it('passes through its states in one direction only', () => {
    const order = ['coming', 'waiting', 'active', 'ended'];
    const day = fc.integer({ min: 0, max: 4000 }).map((count) => addDays('2020-01-01', count));
    fc.assert(
      fc.property(day, day, day, fc.integer({ min: 0, max: 900 }), (joinedOn, a, b, length) => {
        const spell = { joinedOn, effectiveOn: null, endedOn: addDays(joinedOn, length) };
        const [first, second] = a < b ? [a, b] : [b, a];
        const rank = (on: string) => order.indexOf(membershipStatus(spell, on));
        expect(rank(first)).toBeLessThanOrEqual(rank(second));
      }),
    );
  });
});

describe('days', () => {
  it('begin at midnight in Germany, in winter and in summer', () => {
    expect(dayOf(new Date('2026-01-31T22:59:59Z'))).toBe('2026-01-31');
    expect(dayOf(new Date('2026-01-31T23:00:00Z'))).toBe('2026-02-01');
    expect(dayOf(new Date('2026-07-31T22:00:00Z'))).toBe('2026-08-01');
  });

  it('make somebody born on 29 February older on 1 March', () => {
    expect(ageOn('2004-02-29', '2022-02-28')).toBe(17);
    expect(ageOn('2004-02-29', '2022-03-01')).toBe(18);
    expect(ageOn('2004-05-02', '2022-05-02')).toBe(18);
  });
});

describe('what an officer types about a person', () => {
  const typed = { givenName: ' Ada ', familyName: 'Fernblick' };
  const full = { ...typed, unitNumber: '111', joinedOn: '2026-01-01', country: 'DE' };

  it('may leave everything open but the name', () => {
    expect(personFields.parse({ ...typed, bornOn: '', email: '' })).toMatchObject({
      givenName: 'Ada',
      bornOn: null,
      email: null,
      citizenships: null,
      locale: 'de',
    });
  });

  it('reads citizenships as people type them', () => {
    expect(personFields.parse({ ...typed, citizenships: 'de, TR; de' }).citizenships).toEqual(['DE', 'TR']);
  });

  it.each([
    ['no name', { givenName: '  ' }],
    ['a line break in a name', { familyName: 'A\nB' }],
    ['a day that does not exist', { bornOn: '2025-02-29' }],
    ['a day as text', { bornOn: '1.2.1990' }],
    ['a country that is none', { citizenships: 'Deutschland' }],
    ['an address that is none', { email: 'ada@' }],
    ['an address with a second line', { email: 'ada@example.org\nBcc: x@example.org' }],
    ['a phone number with letters', { phone: '0431 CALL' }],
    ['a gender nobody offered', { gender: 'other' }],
  ])('refuses %s', (_, wrong) => expect(personFields.safeParse({ ...typed, ...wrong }).success).toBe(false));

  it.each(['=1+1', '+cmd', '-2', '@sum', '\t=1'])('[W-11] refuses the name %j, a formula', (givenName) => {
    expect(personFields.safeParse(typed).success).toBe(true);
    const parsed = personFields.safeParse({ ...typed, givenName: `${givenName}` });
    // A leading tab is trimmed like any blank before the name is looked at.
    expect(parsed.success && /^[=+\-@\t]/.test(parsed.data.givenName)).toBe(false);
  });

  it('[W-18] keeps only fields that a form has: no office, power, number, unit id or verdict gets through', () => {
    const planted = { role: 'board', powers: ['members.write'], unitId: 'x', number: '1', verified: true };
    const parsed = admitMemberShape.parse({ ...full, ...planted, personId: 'x', recordedBy: 'x' });
    for (const name of [...Object.keys(planted), 'personId', 'recordedBy'])
      expect(parsed).not.toHaveProperty(name);
  });

  it('refuses an effect before the beginning', () => {
    expect(admitMemberShape.safeParse({ ...full, effectiveOn: '2025-12-31' }).success).toBe(false);
    expect(admitMemberShape.safeParse({ ...full, effectiveOn: '2026-01-01' }).success).toBe(true);
  });
});

describe('a path', () => {
  it('names everyone above', () => expect(pathsUpTo('/1/12/345/')).toEqual(['/1/', '/1/12/', '/1/12/345/']));
});
