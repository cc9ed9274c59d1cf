import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  abortNeedsProvenFault,
  ENDS,
  mayAbort,
  mayDrawNow,
  mayFollow,
  STATES,
  votingWindow,
} from './state.ts';
import type { ReferendumState } from './state.ts';

const all: ReferendumState[] = [...STATES, ...ENDS];
const opensAt = new Date('2026-03-01T08:00:00Z');
const closesAt = new Date('2026-03-15T17:00:00Z');

describe('the states of a referendum', () => {
  it('follow each other in their order', () => {
    for (let i = 0; i + 1 < STATES.length; i++) expect(mayFollow(STATES[i]!, STATES[i + 1]!)).toBe(true);
  });
  it('[R-50] know no shortcut and no way back', () => {
    for (const [i, from] of STATES.entries()) {
      for (const [j, to] of STATES.entries())
        if (j !== i + 1) expect(mayFollow(from, to), `${from}→${to}`).toBe(false);
    }
  });
  it('[R-50] end once and for all: no way leads on from an end', () => {
    for (const end of [...ENDS, 'archived'] as const)
      for (const to of all) expect(mayFollow(end, to)).toBe(false);
  });
  it('[R-50] any walk of allowed steps visits no state twice', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10), { maxLength: 30 }), (choices) => {
        const seen: ReferendumState[] = ['draft'];
        for (const choice of choices) {
          const ways = all.filter((to) => mayFollow(seen.at(-1)!, to));
          if (ways.length === 0) break;
          seen.push(ways[choice % ways.length]!);
        }
        expect(new Set(seen).size).toBe(seen.length);
      }),
    );
  });
  it('allow an abort until the close, and later only before the first decryption factor', () => {
    expect(mayAbort('open', false)).toBe(true);
    expect(mayAbort('counting', false)).toBe(true);
    expect(mayAbort('counting', true)).toBe(false);
    expect(mayAbort('counted', true)).toBe(false);
    expect(mayAbort('confirmed', false)).toBe(false);
    expect(abortNeedsProvenFault('open')).toBe(false);
    expect(abortNeedsProvenFault('objection')).toBe(true);
  });
});

describe('the voting window', () => {
  const at = (ms: number, state: ReferendumState = 'open') =>
    votingWindow({ state, opensAt, closesAt }, new Date(ms));
  it('[B-07] opens at its moment and not a millisecond before', () => {
    expect(at(opensAt.getTime(), 'ready')).toBe('open');
    expect(at(opensAt.getTime() - 1, 'ready')).toBe('before');
  });
  it('[B-07] closes at its moment and not a millisecond before', () => {
    expect(at(closesAt.getTime() - 1)).toBe('open');
    expect(at(closesAt.getTime())).toBe('after');
  });
  it('is never open in another state, whatever the clock says', () => {
    for (const state of all.filter((s) => s !== 'open' && s !== 'ready')) {
      expect(at(opensAt.getTime() + 1, state)).not.toBe('open');
    }
  });
  it('lets cards be drawn from ready until the close', () => {
    expect(mayDrawNow({ state: 'ready', closesAt }, opensAt)).toBe(true);
    expect(mayDrawNow({ state: 'keys', closesAt }, opensAt)).toBe(false);
    expect(mayDrawNow({ state: 'open', closesAt }, closesAt)).toBe(false);
    expect(mayDrawNow({ state: 'closed', closesAt }, opensAt)).toBe(false);
  });
});
