import { describe, expect, it } from 'vitest';
import type { CeremonyBoard } from '../../../trustee-desk.ts';
import { stepsTaken, stepUnderWay } from './progress.ts';

const said = (...indices: number[]) => indices.map((index) => JSON.stringify({ kind: 'x', index }));
const board = (more: Partial<CeremonyBoard>): CeremonyBoard => ({
  uuid: 'u',
  attempt: 1,
  size: 2,
  threshold: 2,
  messages: [],
  tests: [],
  answers: [],
  ...more,
});
const test = (maker: number, content: number | null) => ({ maker, test: 't', content });

describe('what the table of a ceremony shows', () => {
  it('counts the messages of each', () => {
    const half = board({ messages: said(1, 2, 1) });
    expect([1, 2].map((index) => stepsTaken(half, index))).toEqual([2, 1]);
    expect(stepUnderWay(half)).toBe(2);
    expect(stepUnderWay(board({}))).toBe(1);
  });

  it('counts answers only when all are given, and a test as done when its number was recognised', () => {
    const messages = said(1, 2, 1, 2, 1, 2, 1, 2, 1, 2);
    const answers = [
      { maker: 1, index: 1, answer: '' },
      { maker: 2, index: 1, answer: '' },
      { maker: 1, index: 2, answer: '' },
    ];
    const late = board({ messages, tests: [test(1, 0), test(2, null)], answers });
    expect(stepsTaken(late, 1)).toBe(8);
    expect(stepsTaken(late, 2)).toBe(6);
    expect(stepUnderWay(late)).toBe(7);
  });
});
