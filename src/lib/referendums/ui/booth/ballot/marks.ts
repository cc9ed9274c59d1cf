import type { Question, Vote } from '#crypto';

/** What stands on the paper for one question: the answers that are crossed, or that one abstains. */
export interface Marks {
  readonly chosen: readonly number[];
  readonly abstains: boolean;
}

export const NO_MARKS: Marks = { chosen: [], abstains: false };

/** Sets or takes a cross. Where one answer is asked for, a new cross replaces the old; abstaining clears the paper. */
export function withMark(
  question: Question,
  marks: Marks,
  change: { answer: number; isChecked: boolean },
): Marks {
  const { answer, isChecked } = change;
  if (!isChecked) return { chosen: marks.chosen.filter((one) => one !== answer), abstains: false };
  if (question.max === 1) return { chosen: [answer], abstains: false };
  return { chosen: [...new Set([...marks.chosen, answer])].sort((a, b) => a - b), abstains: false };
}

export function withAbstention(marks: Marks, abstains: boolean): Marks {
  return abstains ? { chosen: [], abstains: true } : { ...marks, abstains: false };
}

export type MarksFault = 'too-few' | 'too-many' | null;

/** Whether these crosses make a vote. */
export function faultOf(question: Question, marks: Marks): MarksFault {
  if (marks.abstains) return question.blank ? null : 'too-few';
  if (marks.chosen.length < question.min) return 'too-few';
  return marks.chosen.length > question.max ? 'too-many' : null;
}

/** The vote as the ballot carries it; only for crosses without a fault. */
export function voteOf(question: Question, marks: Marks): Vote {
  if (faultOf(question, marks) !== null) throw new RangeError('these crosses make no vote');
  const answers = question.answers.map((_, i) => (marks.chosen.includes(i) ? 1 : 0));
  return question.blank ? [marks.abstains ? 1 : 0, ...answers] : answers;
}

/** Back from a vote to what stood on the paper, for the review and the test. */
export function marksOf(question: Question, vote: Vote): Marks {
  const answers = question.blank ? vote.slice(1) : vote;
  return {
    chosen: answers.flatMap((mark, i) => (mark === 1 ? [i] : [])),
    abstains: question.blank === true && vote[0] === 1,
  };
}
