import { decide, type Decision } from '#lib/statutes/majority.ts';
import { ballotAnswers, type Question } from './question.ts';
import type { DecisionRule } from './referendum.ts';

export interface AnswerCount {
  readonly answer: string;
  readonly count: number;
}

/** What came out of one question. */
export interface QuestionResult {
  readonly question: Question;
  readonly answers: readonly AnswerCount[];
  /** How many abstained by the blank choice; null where it was not offered. */
  readonly blank: number | null;
  /** How many spoiled their vote on purpose; null where that was not offered. */
  readonly invalid: number | null;
  /** Whether the question is carried, with the working; null for questions that only choose. */
  readonly decision: Decision | null;
}

export interface Turnout {
  /** Ballots on the record. */
  readonly ballots: number;
  /** Lines of the sealed roll. */
  readonly entitled: number;
}

/** The counts of the Result event: per question, per choice, with the blank choice first where it is offered. */
export function readCounts(resultText: string): readonly (readonly number[])[] {
  const { result } = JSON.parse(resultText) as { result: (number | string)[][] };
  return result.map((row) => row.map(Number));
}

/**
 * Reads counts against the questions that were asked.
 *
 * @param given.counts as `readCounts`; a row per question
 * @param given.decision majority and quorum of the statute; judged for each question of kind `decision`, whose first two
 *   answers are yes and no
 * @throws RangeError where counts do not fit the questions: such a result belongs to another referendum
 * Source: § "Quorum and majority" of the statute named in `decision`. Not checked: that the counts are those of the record
 * (the verifier does that).
 */
export function resultsOf(given: {
  readonly questions: readonly Question[];
  readonly counts: readonly (readonly number[])[];
  readonly decision: DecisionRule;
  readonly turnout: Turnout;
}): readonly QuestionResult[] {
  if (given.counts.length !== given.questions.length) throw new RangeError('one row of counts per question');
  return given.questions.map((question, i) =>
    resultOf(question, given.counts[i] as readonly number[], given),
  );
}

function resultOf(
  question: Question,
  row: readonly number[],
  { decision, turnout }: { readonly decision: DecisionRule; readonly turnout: Turnout },
): QuestionResult {
  const names = ballotAnswers(question);
  const counts = question.blank ? row.slice(1) : row;
  if (counts.length !== names.length) throw new RangeError('one count per answer');
  const answers = question.answers.map((answer, i) => ({ answer, count: counts[i] ?? 0 }));
  const blank = question.blank ? (row[0] ?? 0) : null;
  const invalid = question.offersInvalid ? (counts.at(-1) ?? 0) : null;
  if (question.kind !== 'decision') return { question, answers, blank, invalid, decision: null };
  const [yes = 0, no = 0, ...others] = counts.slice(0, question.answers.length);
  const abstain = others.reduce((sum, count) => sum + count, blank ?? 0);
  const judged = { yes, no, abstain, invalid: invalid ?? 0, entitled: turnout.entitled };
  return { question, answers, blank, invalid, decision: decide({ ...decision.rule, counts: judged }) };
}
