import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '#crypto';
import { faultOf, marksOf, NO_MARKS, voteOf, withAbstention, withMark } from './marks.ts';

const one: Question = { question: 'Ja?', answers: ['Ja', 'Nein', 'Ungültig'], min: 1, max: 1, blank: true };
const several: Question = { question: 'Welche?', answers: ['A', 'B', 'C', 'D'], min: 2, max: 3 };
const mark = (question: Question, answers: number[]) =>
  answers.reduce((marks, answer) => withMark(question, marks, { answer, isChecked: true }), NO_MARKS);

describe('crosses on the ballot paper', () => {
  it('a new cross replaces the old where one answer is asked for', () => {
    expect(mark(one, [0, 1]).chosen).toEqual([1]);
  });
  it('several crosses stand beside each other where several are asked for', () => {
    expect(mark(several, [3, 0]).chosen).toEqual([0, 3]);
  });
  it('[R-44] abstaining clears the paper, and a cross ends the abstention', () => {
    const abstaining = withAbstention(mark(one, [0]), true);
    expect(voteOf(one, abstaining)).toEqual([1, 0, 0, 0]);
    expect(withMark(one, abstaining, { answer: 1, isChecked: true })).toEqual({
      chosen: [1],
      abstains: false,
    });
  });
  it('[R-44] a vote spoiled on purpose is an answer of its own', () => {
    expect(voteOf(one, mark(one, [2]))).toEqual([0, 0, 0, 1]);
  });
  it('too few and too many are no vote', () => {
    expect(faultOf(one, NO_MARKS)).toBe('too-few');
    expect(faultOf(several, mark(several, [1]))).toBe('too-few');
    expect(faultOf(several, mark(several, [0, 1, 2, 3]))).toBe('too-many');
    expect(() => voteOf(several, mark(several, [0]))).toThrow(RangeError);
  });
  it('abstaining is refused where it is not offered', () => {
    expect(faultOf(several, withAbstention(NO_MARKS, true))).toBe('too-few');
  });
  it('a vote reads back as the crosses it came from', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(3), { minLength: 2, maxLength: 3 }), (answers) => {
        const marks = mark(several, answers);
        expect(marksOf(several, voteOf(several, marks))).toEqual(marks);
      }),
    );
  });
});
