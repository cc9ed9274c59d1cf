import type { RollFilter } from '../roll-filter.ts';

/** The filter as an address; empty parts are left out. */
export function filterHref(path: string, filter: RollFilter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return query.size > 0 ? `${path}?${query}` : path;
}
