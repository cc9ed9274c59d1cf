import type { z } from 'zod';

const MAX_FIELDS = 400;
const MAX_TEXT = 200_000;

export type FormValues = Record<string, string | string[]>;

/** Reads a form's text fields within limits; a field that occurs twice, or whose name ends in `[]`, is a list. */
export function formValues(form: Iterable<readonly [string, unknown]>): FormValues | null {
  const values: FormValues = Object.create(null) as FormValues;
  let count = 0;
  for (const [name, value] of form) {
    if (++count > MAX_FIELDS || name.length > 100) return null;
    if (typeof value !== 'string') continue;
    if (value.length > MAX_TEXT) return null;
    addValue(values, name, value);
  }
  return values;
}

function addValue(values: FormValues, name: string, value: string): void {
  const key = name.endsWith('[]') ? name.slice(0, -2) : name;
  // No form of ours has such a field, and an answer that echoed it could not be written.
  if (key === '__proto__') return;
  const before = values[key];
  if (before === undefined) values[key] = name.endsWith('[]') ? [value] : value;
  else values[key] = [...(Array.isArray(before) ? before : [before]), value];
}

/** The first complaint for each field, as a code: what a schema names itself, or the kind of the fault. */
export function fieldCodes(error: z.ZodError): Record<string, string> {
  const codes: Record<string, string> = {};
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? 'form');
    codes[field] ??= /^[a-z][a-z0-9-]+$/.test(issue.message) ? issue.message : zodCode(issue);
  }
  return codes;
}

function zodCode(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small') return 'field-too-short';
  if (issue.code === 'too_big') return 'field-too-long';
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'field-missing';
  return 'field-not-understood';
}
