import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addYears } from '../day.ts';
import { hindranceOf, reminderDays, weeksAfter, type JoiningRules } from './application.ts';

const article = { number: '§ 2', href: '/statutes#joining' };
const rules: JoiningRules = {
  minimumAge: { value: 14, article },
  otherPartyAllowed: { value: false, article },
  effectiveAfterWeeks: { value: 6, article },
  decisionWeeks: { value: 4, article },
  retryAfterRefusalYears: { value: 1, article },
  returnAfterExpulsionYears: { value: 2, article },
};
const silent: JoiningRules = {
  ...{ minimumAge: null, otherPartyAllowed: null, effectiveAfterWeeks: null },
  ...{ decisionWeeks: null, retryAfterRefusalYears: null, returnAfterExpulsionYears: null },
};
const aged = (bornOn: string, otherParty = false) => ({ bornOn, otherParty });

describe('what the statute holds against an application', () => {
  it('is nothing on the very birthday, and age on the day before, with the day from which it is open', () => {
    expect(hindranceOf(aged('2012-05-17'), rules, '2026-05-17')).toBeNull();
    expect(hindranceOf(aged('2012-05-17'), rules, '2026-05-16')).toEqual({
      ...{ code: 'joining-too-young', article, from: '2026-05-17' },
    });
  });

  it('of who was born on 29 February ends on 1 March', () => {
    expect(hindranceOf(aged('2012-02-29'), rules, '2026-02-28')).toMatchObject({ from: '2026-03-01' });
    expect(hindranceOf(aged('2012-02-29'), rules, '2026-03-01')).toBeNull();
  });

  it('is another party where the statute says so, and only there', () => {
    const member = aged('1990-05-17', true);
    expect(hindranceOf(member, rules, '2026-05-17')).toEqual({ code: 'joining-other-party', article });
    const lenient = { ...rules, otherPartyAllowed: { value: true, article } };
    expect(hindranceOf(member, lenient, '2026-05-17')).toBeNull();
  });

  it('is nothing where the statute is silent', () => {
    expect(hindranceOf(aged('2026-05-16', true), silent, '2026-05-17')).toBeNull();
  });

  it('of age ends exactly on the day that it names, and never comes back', () => {
    const days = fc.integer({ min: 0, max: 14 * 366 });
    fc.assert(
      fc.property(days, (before) => {
        const born = addDays('2026-05-17', -before);
        const found = hindranceOf(aged(born), rules, '2026-05-17');
        if (found?.code !== 'joining-too-young') return born <= addYears('2026-05-17', -14);
        const eve = hindranceOf(aged(born), rules, addDays(found.from, -1));
        return eve !== null && hindranceOf(aged(born), rules, found.from) === null;
      }),
    );
  });
});

describe('the days of an application', () => {
  it('are whole weeks, and reminders a week before the deadline and on it', () => {
    expect(weeksAfter('2026-02-20', 4)).toBe('2026-03-20');
    expect(weeksAfter('2026-10-20', 6)).toBe('2026-12-01');
    expect(reminderDays('2026-03-20')).toEqual(['2026-03-13', '2026-03-20']);
  });
});
