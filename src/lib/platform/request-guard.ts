const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The parts of a request that say where it comes from. */
export interface RequestSource {
  readonly method: string;
  readonly origin: string | null;
  readonly fetchSite: string | null;
}

/**
 * Whether a request that writes comes from one of our own pages. Browsers send `Origin` with every write; a write
 * without it is refused, since a machine can name its origin and a forged form cannot.
 */
export function isOwnWrite(source: RequestSource, allowedOrigins: readonly string[]): boolean {
  if (SAFE.has(source.method)) return true;
  if (source.fetchSite !== null && source.fetchSite !== 'same-origin' && source.fetchSite !== 'same-site') {
    return false;
  }
  return source.origin !== null && allowedOrigins.includes(source.origin);
}

/**
 * The action a form asks for, as Kit reads it from the query: `?/end` names `end`. Kit looks it up in a plain object, so
 * a name that every object inherits would be found where no action is.
 */
export function asksForInheritedAction(search: URLSearchParams): boolean {
  const asked = [...search.keys()].find((key) => key.startsWith('/'));
  return asked !== undefined && asked.slice(1) in Object.prototype;
}
