import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
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
    if (!values) return fail(413, { code: 'form-too-large' } satisfies FormReply);
    const echoed = Object.fromEntries(Object.entries(values).filter(([name]) => !NEVER_ECHOED.test(name)));
    const parsed = schema.safeParse({ ...values, ...options.from?.(event) });
    if (!parsed.success) {
      const reply: FormReply = { code: 'form-not-valid', fields: fieldCodes(parsed.error), values: echoed };
      return fail(422, reply);
    }
    const outcome = await command(event.locals.actor, parsed.data);
    if (!outcome.ok) return refused(outcome, echoed);
    if (options.redirectTo) redirect(303, options.redirectTo(outcome.value, event));
    return { done: true, value: outcome.value } satisfies FormReply<T>;
  };
}

function refused(refusal: Extract<Outcome<never>, { ok: false }>, values: FormValues) {
  if (refusal.status === 404) notFound();
  const { code, fields, params } = refusal;
  return fail(refusal.status, { code, fields, params, values } satisfies FormReply);
}

/** What one may not see does not exist. */
export function notFound(): never {
  error(404, { message: 'Not found', code: 'not-found' });
}
