import { describe, expect, it } from 'vitest';
import { isRollId, isSealedBy, obstacleToSeal, type RollSummary } from './roll.ts';

const hash = 'ab'.repeat(32);
const approval = (personId: string, accountId = personId, over = hash) => ({
  personId,
  accountId,
  hash: over,
});

describe('a seal', () => {
  it('is made by two people who approved the same lines', () => {
    expect(isSealedBy([approval('a'), approval('b')], hash)).toBe(true);
  });

  it.each([
    ['nobody', []],
    ['one person', [approval('a')]],
    ['one person with two accounts [B-21]', [approval('a', 'x'), approval('a', 'y')]],
    ['two people over different lines', [approval('a'), approval('b', 'b', 'cd'.repeat(32))]],
  ])('is not made by %s', (_, approvals) => {
    expect(isSealedBy(approvals, hash)).toBe(false);
  });
});

describe('what stands in the way of the seal', () => {
  const until = new Date('2026-02-15T12:00:00Z');
  const roll: RollSummary = {
    ...{ rollId: '', act: { kind: 'referendum', id: 'x' }, title: '', unitPath: '/1/', cutOff: '2026-01-31' },
    ...{ entitled: 10, unknown: 0, refused: 2, objectionsOpen: 0, hash: null, sealedAt: null },
    state: 'laid-open',
    objectionUntil: until,
  };

  it('is nothing once all is answered, from the very moment the objections are over', () => {
    expect(obstacleToSeal(roll, until)).toBeNull();
  });

  it.each([
    ['the seal itself', { state: 'sealed' }, 'roll-sealed'],
    ['an open objection', { objectionsOpen: 1 }, 'objections-open'],
    ['an open task', { unknown: 1 }, 'unknowns-open'],
    ['that nobody is entitled', { entitled: 0 }, 'roll-empty'],
    [
      'a millisecond left to object',
      { objectionUntil: new Date(until.getTime() + 1) },
      'objection-period-runs',
    ],
  ] as const)('is %s', (_, change, code) => {
    expect(obstacleToSeal({ ...roll, ...change }, until)).toBe(code);
  });
});

it.each(['', 'x', '../seal', '00000000-0000-4000-8000-00000000000'])('%j names no roll', (text) => {
  expect(isRollId(text)).toBe(false);
});
