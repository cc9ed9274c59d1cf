import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumOf } from '../testing/seat-stage.ts';
import { delegateKey, type DelegateKeyInput } from './delegate-key.ts';
import { distribute } from './distribution.ts';
import { settle } from './lot.ts';
import { METHODS } from './method.ts';

const parsed = (key: DelegateKeyInput) => delegateKey.parse(key);
/** Two of the three equal ones get the seats that are left. */
const TIED = parsed({ method: 'dhondt', votes: [30, 11, 11, 11], seats: 4 });
const OPEN = distribute(TIED);

describe('a recorded lot', () => {
  it('gives each winner one seat and stays in the working beside the tie', () => {
    expect(OPEN).toMatchObject({
      state: 'tie',
      seats: [2, 0, 0, 0],
      tie: { among: [1, 2, 3], open: 2 },
      lot: null,
    });
    expect(settle(TIED, OPEN, [3, 1])).toMatchObject({
      ok: true,
      distribution: {
        state: 'decided',
        seats: [2, 1, 0, 1],
        tie: { among: [1, 2, 3], open: 2 },
        lot: [1, 3],
      },
    });
  });

  it.each([
    ['for a unit that is not tied', [0, 1], 'lot-not-among-tied'],
    ['for a unit that is not there', [1, 4], 'lot-not-among-tied'],
    ['with too few winners', [1], 'lot-number-wrong'],
    ['with too many winners', [1, 2, 3], 'lot-number-wrong'],
    ['with one winner twice', [1, 1], 'lot-number-wrong'],
    ['without a winner', [], 'lot-number-wrong'],
  ])('is refused %s', (_, winners, code) => {
    expect(settle(TIED, OPEN, winners)).toEqual({ ok: false, code });
  });

  it('is refused where there was no tie, or it was drawn already', () => {
    const plain = parsed({ method: 'dhondt', votes: [30, 11], seats: 4 });
    expect(settle(plain, distribute(plain), [0])).toEqual({ ok: false, code: 'lot-without-tie' });
    const once = settle(TIED, OPEN, [1, 2]);
    expect(once.ok && settle(TIED, once.distribution, [1, 3])).toEqual({
      ok: false,
      code: 'lot-without-tie',
    });
  });

  it('gives a pair where seats go in pairs', () => {
    const key = parsed({ method: 'adams-in-pairs', votes: [5, 5], seats: 6 });
    expect(settle(key, distribute(key), [1])).toMatchObject({ distribution: { seats: [2, 4] } });
  });

  it('is drawn before a minimum on top is added', () => {
    const key = parsed({
      method: 'dhondt',
      votes: [9, 9, 1],
      seats: 3,
      minimum: { kind: 'on-top', seats: 1 },
    });
    const open = distribute(key);
    expect(open).toMatchObject({ state: 'tie', seats: [1, 1, 0], onTop: [0, 0, 0] });
    expect(settle(key, open, [0])).toMatchObject({ distribution: { seats: [2, 1, 1], onTop: [0, 0, 1] } });
  });

  it('of any outcome fills the house and harms nobody', () => {
    const keyAndDraw = fc.record({
      method: fc.constantFrom(...METHODS),
      votes: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 2, maxLength: 8 }),
      pairs: fc.integer({ min: 1, max: 12 }),
      draw: fc.infiniteStream(fc.nat()),
    });
    fc.assert(
      fc.property(keyAndDraw, ({ draw, pairs, ...rest }) => {
        const key = parsed({ ...rest, seats: pairs * 2 });
        const open = distribute(key);
        fc.pre(open.tie !== null);
        const among = [...open.tie!.among];
        const winners = Array.from({ length: open.tie!.open }, () =>
          among.splice((draw.next().value as number) % among.length, 1),
        ).flat();
        const settled = settle(key, open, winners);
        expect(settled.ok && sumOf(settled.distribution.seats)).toBe(key.seats);
      }),
    );
  });
});
