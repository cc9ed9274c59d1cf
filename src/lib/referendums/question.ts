import { z } from 'zod';
import type { Question as ElectionQuestion } from '#crypto';

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'field-missing')
    .max(max, 'field-too-long')
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'field-not-understood');

/**
 * One question of a referendum. `kind` says how its count is read: `decision` has yes and no as its first two
 * answers, `choice` any answers. With `blank`, the booth offers to abstain from this question.
 */
export const question = z
  .object({
    kind: z.enum(['decision', 'choice']),
    text: line(400),
    answers: z.array(line(200)).min(2, 'answers-missing').max(30, 'too-many-answers'),
    min: z.number().int().min(0).max(30),
    max: z.number().int().min(1).max(30),
    blank: z.boolean(),
    /** Adds the answer "invalid on purpose" at the end; only where exactly one answer is chosen. */
    offersInvalid: z.boolean().default(false),
  })
  .refine((q) => new Set(q.answers).size === q.answers.length, { error: 'answers-repeat', path: ['answers'] })
  .refine((q) => q.min <= q.max && q.max <= q.answers.length, { error: 'min-max-not-valid', path: ['max'] })
  .refine((q) => q.kind === 'choice' || (q.min === 1 && q.max === 1), {
    error: 'decision-takes-one',
    path: ['max'],
  })
  .refine((q) => !q.offersInvalid || (q.min === 1 && q.max === 1), {
    error: 'invalid-needs-one-choice',
    path: ['offersInvalid'],
  });

export type Question = z.infer<typeof question>;

/** The words of the answer that makes a vote invalid on purpose; it stands in the frozen election bytes. */
export const INVALID_ANSWER = 'Ungültig stimmen / spoil my vote';

/** The answers as the election lists them: those of the question, then "invalid on purpose" where it is offered. */
export function ballotAnswers(asked: Question): readonly string[] {
  return asked.offersInvalid ? [...asked.answers, INVALID_ANSWER] : asked.answers;
}

/** The question as the frozen election asks it. */
export function electionQuestion(asked: Question): ElectionQuestion {
  const { min, max, text, blank } = asked;
  return { answers: [...ballotAnswers(asked)], blank, min, max, question: text };
}
