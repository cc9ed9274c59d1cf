/**
 * The reason why something from outside is not accepted.
 *
 * `code` is stable and made for programs and tests (`element-not-canonical`, `proof-invalid`, …); `detail` says where,
 * for people. Codes that begin with `unsupported-` mean "cannot judge", all others "is wrong".
 * Every parser and every check of this folder throws it; any other error is a fault of the caller.
 */
export class Refused extends Error {
  readonly code: string;
  readonly detail: string;

  constructor(code: string, detail = '') {
    super(detail === '' ? code : `${code}: ${detail}`);
    this.name = 'Refused';
    this.code = code;
    this.detail = detail;
  }
}

/** True where the refusal says that the matter lies outside of what this verifier can judge. */
export function isUnsupported(error: unknown): boolean {
  return error instanceof Refused && error.code.startsWith('unsupported-');
}

/**
 * Runs `act` and puts `where` before the detail of a refusal that comes out of it, so that a fault deep in an object
 * names its place. The code stays.
 */
export function within<T>(where: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Refused(error.code, error.detail === '' ? where : `${where}: ${error.detail}`);
  }
}

/** The refusal that was caught. Anything else is a fault of the program and goes on as it came. */
export function asRefused(error: unknown): Refused {
  if (error instanceof Refused) return error;
  throw error;
}
