import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { refusalText } from '#lib/i18n/refusals.ts';
import type { Actor } from './actor.ts';
import { fieldCodes, formValues, type FormValues } from './form-values.ts';
import type { Outcome } from './outcome.ts';

export interface FormActionOptions<T> {
  /** Where to go after success; without it the page shows `form.done`. */
  readonly redirectTo?: (value: T, event: RequestEvent) => string;
  /** Values that come from the address, not from the form (`event.params`). They win over the form. */
  readonly from?: (event: RequestEvent) => Record<string, unknown>;
}

export interface FormReply<T = unknown> {
  readonly done?: boolean;
  readonly value?: T;
  /** What was typed, so that nothing is lost. Passwords and codes are left out. */
  readonly values?: FormValues;
  readonly code?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string | number>>;
  /** The words for `code` and `fields` in the reader's language, so that no page has to carry all of them. */
  readonly words?: string;
  readonly fieldWords?: Readonly<Record<string, string>>;
}

const NEVER_ECHOED = /password|code|token|secret/i;

/** One action = one command: parses the form by its schema, runs the command, keeps what was typed on refusal. */
export function formAction<S extends z.ZodType, T>(
  schema: S,
  command: (actor: Actor, input: z.output<S>) => Promise<Outcome<T>>,
  options: FormActionOptions<T> = {},
) {
  return async (event: RequestEvent) => {
    const values = formValues(await event.request.formData());
    if (!values) return refusedReply(event, 413, { code: 'form-too-large' });
    const unreadable = Object.keys(values).filter((name) => hasNul(values[name] ?? ''));
    if (unreadable.length > 0) {
      const fields = Object.fromEntries(unreadable.map((name) => [name, 'field-not-understood']));
      return refusedReply(event, 422, { code: 'form-not-valid', fields });
    }
    const echoed = Object.fromEntries(Object.entries(values).filter(([name]) => !NEVER_ECHOED.test(name)));
    const parsed = schema.safeParse({ ...values, ...options.from?.(event) });
    if (!parsed.success) {
      return refusedReply(event, 422, {
        code: 'form-not-valid',
        fields: fieldCodes(parsed.error),
        values: echoed,
      });
    }
    const outcome = await command(event.locals.actor, parsed.data);
    if (!outcome.ok) return refused(event, outcome, echoed);
    if (options.redirectTo) redirect(303, options.redirectTo(outcome.value, event));
    return { done: true, value: outcome.value } satisfies FormReply<T>;
  };
}

/** PostgreSQL has no text with U+0000 in it. */
function hasNul(value: string | readonly string[]): boolean {
  return typeof value === 'string' ? value.includes('\0') : value.some(hasNul);
}

function refused(event: RequestEvent, refusal: Extract<Outcome<never>, { ok: false }>, values: FormValues) {
  if (refusal.status === 404) notFound();
  const { code, fields, params } = refusal;
  return refusedReply(event, refusal.status, {
    code,
    values,
    ...(fields && { fields }),
    ...(params && { params }),
  });
}

/** A refusal with its words, for actions that cannot be one `formAction` (streams, several forms in one). */
export function refusedReply(
  { locals }: RequestEvent,
  status: number,
  reply: FormReply & { readonly code: string },
) {
  const { code, fields = {}, params = {} } = reply;
  const inWords = (why: string): string => refusalText(why, params, locals.locale);
  const fieldWords = Object.fromEntries(Object.entries(fields).map(([name, why]) => [name, inWords(why)]));
  return fail(status, { ...reply, words: inWords(code), fieldWords } satisfies FormReply as FormReply);
}

/** What one may not see does not exist. */
export function notFound(): never {
  error(404, { message: 'Not found', code: 'not-found' });
}
