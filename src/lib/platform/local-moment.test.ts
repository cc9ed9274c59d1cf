import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localText, momentOfLocal } from './local-moment.ts';

describe('a time as people in Germany write it', () => {
  it('means summer and winter time', () => {
    expect(momentOfLocal('2026-01-10T18:00')?.toISOString()).toBe('2026-01-10T17:00:00.000Z');
    expect(momentOfLocal('2026-07-10T18:00')?.toISOString()).toBe('2026-07-10T16:00:00.000Z');
  });

  it('means the first of an hour that exists twice, and the next of one that is left out', () => {
    expect(momentOfLocal('2026-10-25T02:30')?.toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(momentOfLocal('2026-03-29T02:30')?.toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  it('comes back as it went, minute by minute, but for the hour that exists twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 25_000_000, max: 40_000_000 }), (minute) => {
        const text = localText(new Date(minute * 60_000));
        expect(localText(momentOfLocal(text) as Date)).toBe(text);
      }),
    );
  });

  it('is nothing else', () => {
    for (const text of ['', '2026-01-10', '2026-13-10T10:00', '10.01.2026 18:00', '2026-01-10T18:00Z', 'x'])
      expect(momentOfLocal(text)).toBeNull();
  });
});
