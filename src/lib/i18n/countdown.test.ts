import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countdownWords, durationWords, relativeWords, remaining, wordsChangeIn } from './countdown.ts';

const now = new Date('2026-05-03T12:00:00Z');
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const later = (ms: number) => new Date(now.getTime() + ms);
const de = (ms: number) => countdownWords(now, later(ms), 'de');

describe('a countdown in words', () => {
  it('says days from two days on, then hours, then minutes', () => {
    expect(de(3 * DAY + HOUR)).toBe('noch 3 Tage');
    expect(de(2 * DAY)).toBe('noch 2 Tage');
    expect(de(2 * DAY - 1)).toBe('noch 47 Stunden');
    expect(de(2 * HOUR)).toBe('noch 2 Stunden');
    expect(de(2 * HOUR - 1)).toBe('noch 119 Minuten');
    expect(de(MINUTE)).toBe('noch 1 Minute');
  });
  it('never names a zero', () => {
    expect(de(MINUTE - 1)).toBe('noch weniger als eine Minute');
    expect(de(1)).toBe('noch weniger als eine Minute');
  });
  it('is over at the very moment, not after it', () => {
    expect(de(0)).toBe('vorbei');
    expect(de(-DAY)).toBe('vorbei');
  });
  it('is over when the moment cannot be read', () =>
    expect(countdownWords(now, 'gestern', 'de')).toBe('vorbei'));
  it('speaks English with its plurals', () => {
    expect(countdownWords(now, later(3 * DAY), 'en')).toBe('3 days left');
    expect(countdownWords(now, later(MINUTE), 'en')).toBe('1 minute left');
  });
  it('takes the clock it is given, whatever the day of the machine', () => {
    expect(countdownWords('2031-01-01T00:00:00Z', '2031-01-04T00:00:00Z', 'de')).toBe('noch 3 Tage');
  });
  it('never promises more time than there is', () => {
    const length = { day: DAY, hour: HOUR, minute: MINUTE };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 * DAY }), (ms) => {
        const left = remaining(now, later(ms));
        expect(left && left.count * length[left.unit]).toBeLessThanOrEqual(ms);
      }),
    );
  });
  it('knows when its words change: not before, but then', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 * DAY }), (ms) => {
        const pause = wordsChangeIn(now, later(ms)) ?? 0;
        const after = (passed: number) => countdownWords(later(passed), later(ms), 'de');
        expect(after(pause - 1.5)).toBe(de(ms));
        expect(after(pause)).not.toBe(de(ms));
      }),
    );
    expect(wordsChangeIn(now, now)).toBeNull();
  });
});

describe('a moment seen from another', () => {
  it('lies ahead or behind', () => {
    expect(relativeWords(now, later(3 * DAY), 'de')).toBe('in 3 Tagen');
    expect(relativeWords(now, later(-3 * DAY), 'de')).toBe('vor 3 Tagen');
    expect(relativeWords(now, later(-90 * MINUTE), 'en')).toBe('90 minutes ago');
  });
  it('is now within the minute', () => expect(relativeWords(now, later(-20 * SECOND), 'de')).toBe('jetzt'));
});

describe('a length of time', () => {
  it('is told in its two largest units', () => {
    expect(durationWords(3 * DAY + 2 * HOUR + MINUTE, 'de')).toBe('3 Tage und 2 Stunden');
    expect(durationWords(-90 * MINUTE, 'en')).toBe('1 hour and 30 minutes');
    expect(durationWords(0, 'de')).toBe('0 Minuten');
  });
});
