/** What a command answers: a person's expected trouble is a value, what must not happen throws. */
export type Outcome<T = undefined> = Done<T> | Refusal;

export interface Done<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Refusal {
  readonly ok: false;
  readonly status: RefusalStatus;
  /** Stable code; words in the reader's language are chosen at the edge (message `refusal_<code>`). */
  readonly code: string;
  /** Codes beside single fields of the form, by field name. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Values the words need, for example a date. */
  readonly params?: Readonly<Record<string, string | number>>;
}

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 503;

export function done(): Done<undefined>;
export function done<T>(value: T): Done<T>;
export function done<T>(value?: T): Done<T | undefined> {
  return { ok: true, value };
}

export function refuse(
  status: RefusalStatus,
  code: string,
  more: Pick<Refusal, 'fields' | 'params'> = {},
): Refusal {
  return { ok: false, status, code, ...more };
}
