import type { Question } from './question.ts';

/** A question while it is being written: anything may still be missing. */
export interface LooseQuestion {
  readonly kind: 'decision' | 'choice';
  readonly text: string;
  readonly answers: readonly string[];
  readonly min: string;
  readonly max: string;
  readonly blank: boolean;
  readonly offersInvalid: boolean;
}

const MOST_QUESTIONS = 8;
const MOST_ANSWERS = 30;

/** What a button of the form does, as its value says: `up:0:2` moves answer 2 of question 0. */
const CHANGE =
  /^(add-question|add-answer|remove-question|remove-answer|up|down)(?::(\d{1,2}))?(?::(\d{1,2}))?$/;

export function emptyQuestion(answers: readonly string[] = ['', '']): LooseQuestion {
  return { kind: 'choice', text: '', answers, min: '1', max: '1', blank: true, offersInvalid: false };
}

export function looseQuestion(given: Question): LooseQuestion {
  return { ...given, min: String(given.min), max: String(given.max) };
}

type Values = Readonly<Record<string, unknown>>;

/** Reads the form's fields `q.0.text`, `q.0.answer.1` … as far as they go. */
export function readQuestions(values: Values): LooseQuestion[] {
  const found: LooseQuestion[] = [];
  for (let i = 0; i < MOST_QUESTIONS && `q.${i}.text` in values; i++) {
    const value = (name: string): string => {
      const given = values[`q.${i}.${name}`];
      return typeof given === 'string' ? given : '';
    };
    const answers: string[] = [];
    for (let k = 0; k < MOST_ANSWERS && `q.${i}.answer.${k}` in values; k++)
      answers.push(value(`answer.${k}`));
    found.push({
      kind: value('kind') === 'decision' ? 'decision' : 'choice',
      text: value('text'),
      answers,
      min: value('min'),
      max: value('max'),
      blank: value('blank') !== '',
      offersInvalid: value('offersInvalid') !== '',
    });
  }
  return found;
}

/** Adds, removes or moves a question or an answer; what cannot be changed so stays as it is. */
export function changeQuestions(
  questions: readonly LooseQuestion[],
  change: string,
): readonly LooseQuestion[] {
  const [, act, first, second] = CHANGE.exec(change) ?? [];
  const at = Number(first);
  if (act === 'add-question' && questions.length < MOST_QUESTIONS) return [...questions, emptyQuestion()];
  const asked = questions[at];
  if (!asked) return questions;
  if (act === 'remove-question')
    return questions.length > 1 ? questions.filter((_, i) => i !== at) : questions;
  const answers = changeAnswers(asked.answers, act ?? '', Number(second));
  return questions.map((one, i) => (i === at ? { ...one, answers } : one));
}

function changeAnswers(answers: readonly string[], act: string, at: number): readonly string[] {
  if (act === 'add-answer') return answers.length < MOST_ANSWERS ? [...answers, ''] : answers;
  if (!(at in answers)) return answers;
  if (act === 'remove-answer') return answers.length > 2 ? answers.filter((_, k) => k !== at) : answers;
  const to = act === 'up' ? at - 1 : at + 1;
  if (!(to in answers)) return answers;
  const moved = [...answers];
  [moved[at], moved[to]] = [moved[to] as string, moved[at] as string];
  return moved;
}
