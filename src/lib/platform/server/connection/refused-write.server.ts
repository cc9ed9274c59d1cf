/** What the database refused to write: the code of the refusal, and its own words, which name table and act. */
export interface RefusedWrite {
  readonly code: string;
  readonly said: string;
}

/**
 * 42501: the role has no grant. SH…: the triggers that keep the record, frozen frames and sealed rolls (the .sql files
 * of record, referendums, eligibility and platform). Nothing the house does by itself ends so.
 */
const REFUSALS = /^(42501|SH\d{3})$/;

/** The refusal behind an error, also where it was wrapped; null for any other. */
export function refusedWrite(error: unknown): RefusedWrite | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as Error & { readonly code?: unknown };
  if (typeof code === 'string' && REFUSALS.test(code)) return { code, said: error.message.slice(0, 200) };
  return refusedWrite(error.cause);
}
