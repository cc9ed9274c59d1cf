import { describe, expect, it } from 'vitest';
import { formatDate, formatDateRange } from './dates.ts';
import { formatList, formatNumber, formatShare, formatSize } from './numbers.ts';

/** Intl sets narrow and fixed spaces; the eye does not care which. */
const plain = (text: string) => text.replace(/[\u00a0\u202f\u2009]/g, ' ');

describe('dates in the reader’s words', () => {
  it('are German time, wherever the server stands', () => {
    expect(plain(formatDate('2026-05-03T22:30:00Z', 'date', 'de'))).toBe('4. Mai 2026');
    expect(plain(formatDate('2026-05-03T22:30:00Z', 'moment', 'de'))).toBe('4. Mai 2026 um 00:30');
    expect(plain(formatDate('2026-12-03T22:30:00Z', 'time', 'de'))).toBe('23:30');
  });
  it('take a day without a time as that day', () => {
    expect(formatDate('2026-05-03', 'short', 'de')).toBe('03.05.2026');
    expect(formatDate('2026-05-03', 'date', 'en')).toBe('3 May 2026');
  });
  it('say a range without repeating themselves', () => {
    expect(plain(formatDateRange('2026-05-03', '2026-05-10', 'de'))).toMatch(/^3\.\s?–\s?10\. Mai 2026$/);
  });
  it('refuse what is no date', () => expect(() => formatDate('bald', 'date', 'de')).toThrow(RangeError));
});

describe('numbers in the reader’s words', () => {
  it('group thousands', () => {
    expect(formatNumber(120_000, 'de')).toBe('120.000');
    expect(formatNumber(120_000n, 'en')).toBe('120,000');
  });
  it('say shares as percent', () => expect(plain(formatShare(0.4231, 1, 'de'))).toBe('42,3 %'));
  it('say sizes as people do', () => {
    expect(plain(formatSize(812_400, 'de'))).toBe('812 kB');
    expect(plain(formatSize(3_440_000, 'de'))).toBe('3,4 MB');
    expect(plain(formatSize(1, 'en'))).toBe('1 byte');
  });
  it('say lists as sentences', () => expect(formatList(['A', 'B', 'C'], 'de')).toBe('A, B und C'));
});
