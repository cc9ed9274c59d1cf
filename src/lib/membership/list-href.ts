import type { MemberFilter } from './members.ts';

/** The address of the same list with something else; null takes a part away. Another filter starts at the top. */
export function memberListHref(filter: MemberFilter, change: Partial<MemberFilter>): string {
  const next = { ...filter, after: null, ...change };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) {
    if (value !== null && value !== '') params.set(name, String(value));
  }
  const query = params.toString();
  return query === '' ? '/members' : `/members?${query}`;
}
