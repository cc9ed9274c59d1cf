import { integer, type Json, list, object, optional, type Reader, text, truth } from './canonical.ts';
import { Refused } from './refusal.ts';

/**
 * A homomorphic question: each answer is chosen or not, at least `min` and at most `max` of them; with `blank`, nothing at
 * all may be chosen by an own ciphertext in front (index 0), which then stands alone.
 */
export interface Question {
  readonly answers: readonly string[];
  readonly blank?: boolean | undefined;
  readonly min: number;
  readonly max: number;
  readonly question: string;
}

/** One number per choice, 0 or 1; with `blank` the first says "blank" ([1,0,0] = blank, [0,1,0] = the first answer). */
export type Vote = readonly number[];

/** More answers than a ballot of usual size can carry. */
const MOST_ANSWERS = 1_000;

const readHomomorphic = object({
  answers: list(text(), MOST_ANSWERS, 1),
  blank: optional(truth),
  min: integer(0, MOST_ANSWERS),
  max: integer(0, MOST_ANSWERS),
  question: text(),
});

/**
 * Reads a question of an election.
 * Refused: unsupported-question (NonHomomorphic, Lists, and any other with a `type`), question-bounds, json-….
 */
export const readQuestion: Reader<Question> = (value) => {
  const type = isTyped(value) ? value['type'] : undefined;
  if (typeof type === 'string') throw new Refused('unsupported-question', type.slice(0, 60));
  const question = readHomomorphic(value);
  if (question.min > question.max) throw new Refused('question-bounds', `${question.min} > ${question.max}`);
  return question;
};

function isTyped(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, 'type');
}

/** How many ciphertexts an answer to this question has: one per answer, and one in front where blank is allowed. */
export function choiceCount(question: Question): number {
  return question.answers.length + (question.blank === true ? 1 : 0);
}

/**
 * Refuses what the question does not allow, so that nobody tries to make a ballot of it.
 * Refused: vote-wrong-length, vote-not-zero-or-one, vote-blank-and-answer, vote-too-few, vote-too-many.
 */
export function refuseVote(question: Question, vote: Vote): void {
  if (vote.length !== choiceCount(question)) throw new Refused('vote-wrong-length', question.question);
  if (vote.some((choice) => choice !== 0 && choice !== 1)) throw new Refused('vote-not-zero-or-one');
  const isBlank = question.blank === true && vote[0] === 1;
  const chosen = vote.slice(question.blank === true ? 1 : 0).reduce((sum, choice) => sum + choice, 0);
  if (isBlank && chosen > 0) throw new Refused('vote-blank-and-answer', question.question);
  if (isBlank) return;
  if (chosen < question.min) throw new Refused('vote-too-few', question.question);
  if (chosen > question.max) throw new Refused('vote-too-many', question.question);
}
