import { z } from 'zod';
import { readQuestions } from './loose-question.ts';
import { question, type Question } from './question.ts';

/** The field of the form beside which a complaint about a question belongs. */
function fieldOf(index: number, path: readonly PropertyKey[]): string {
  const [name, place] = path;
  if (name === 'answers')
    return place === undefined ? `q.${index}.answer.0` : `q.${index}.answer.${String(place)}`;
  return `q.${index}.${String(name ?? 'text')}`;
}

/** The form's fields as whole questions, or what is wrong beside each field. */
export const questionsForm = z.record(z.string(), z.unknown()).transform((values, context) => {
  const questions: Question[] = [];
  for (const [i, loose] of readQuestions(values).entries()) {
    const numbers = { min: Number(loose.min || Number.NaN), max: Number(loose.max || Number.NaN) };
    const parsed = question.safeParse({ ...loose, ...numbers });
    if (parsed.success) questions.push(parsed.data);
    else
      for (const { path, message } of parsed.error.issues)
        context.addIssue({ code: 'custom', path: [fieldOf(i, path)], message: codeOf(message) });
  }
  if (questions.length === 0 && context.issues.length === 0)
    context.addIssue({ code: 'custom', path: ['form'], message: 'questions-missing' });
  return { uuid: values.uuid, questions };
});

function codeOf(message: string): string {
  return /^[a-z][a-z0-9-]+$/.test(message) ? message : 'field-not-understood';
}
