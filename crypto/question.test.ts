import { describe, expect, it } from 'vitest';
import type { Json } from './json.ts';
import { choiceCount, readQuestion, refuseVote } from './question.ts';
import { ANY_OF_TWO, CHOOSE_ONE, refusalOf } from './testing/election.ts';

const plain: Record<string, Json> = { answers: ['A', 'B'], min: 0, max: 2, question: '?' };

describe('a question', () => {
  it('is read with and without blank', () => {
    expect(readQuestion(plain)).toEqual(plain);
    expect(readQuestion({ ...plain, blank: true })).toEqual({ ...plain, blank: true });
  });

  it('has one choice per answer, and one in front where blank is allowed', () => {
    expect([choiceCount(CHOOSE_ONE), choiceCount(ANY_OF_TWO)]).toEqual([4, 2]);
    expect(choiceCount({ ...ANY_OF_TWO, blank: false })).toBe(2);
  });

  it.each([
    ['unsupported-question', { type: 'NonHomomorphic', value: { answers: ['A'], question: '?' } }],
    ['unsupported-question', { type: 'Lists', value: { answers: [['A']], question: '?' } }],
    ['json-unknown-key', { ...plain, type: 1 }],
    ['json-unknown-key', { ...plain, extra: {} }],
    ['question-bounds', { ...plain, min: 2, max: 1 }],
    ['json-out-of-range', { ...plain, min: -1 }],
    ['json-out-of-range', { ...plain, max: 1_001 }],
    ['json-out-of-range', { ...plain, answers: [] }],
    ['json-unexpected-type', { ...plain, answers: [1] }],
    ['json-unexpected-type', { ...plain, blank: 'true' }],
    ['json-missing-key', { answers: ['A'], min: 0, max: 1 }],
    ['json-unexpected-type', ['A']],
    ['json-unexpected-type', null],
    ['json-unexpected-type', undefined],
    ['json-unexpected-type', 'A'],
  ])('is refused with %s: %j', (code, value) =>
    expect(refusalOf(() => readQuestion(value as Json))).toBe(code),
  );
});

describe('a vote', () => {
  it.each([
    [CHOOSE_ONE, [1, 0, 0, 0]],
    [CHOOSE_ONE, [0, 0, 1, 0]],
    [ANY_OF_TWO, [0, 0]],
    [ANY_OF_TWO, [1, 1]],
  ])('is taken where the question allows it: %j %j', (question, vote) => {
    expect(refuseVote(question, vote)).toBeUndefined();
  });

  it.each([
    ['vote-wrong-length', CHOOSE_ONE, [0, 1, 0]],
    ['vote-wrong-length', ANY_OF_TWO, [0, 1, 0]],
    ['vote-not-zero-or-one', ANY_OF_TWO, [2, 0]],
    ['vote-not-zero-or-one', ANY_OF_TWO, [-1, 0]],
    ['vote-not-zero-or-one', ANY_OF_TWO, [0.5, 0]],
    ['vote-blank-and-answer', CHOOSE_ONE, [1, 1, 0, 0]],
    ['vote-too-few', CHOOSE_ONE, [0, 0, 0, 0]],
    ['vote-too-many', CHOOSE_ONE, [0, 1, 1, 0]],
    ['vote-too-many', { ...ANY_OF_TWO, max: 1 }, [1, 1]],
  ])('is refused with %s: %j %j', (code, question, vote) => {
    expect(refusalOf(() => refuseVote(question, vote))).toBe(code);
  });
});
