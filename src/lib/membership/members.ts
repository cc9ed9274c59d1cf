import { z } from 'zod';
import { day } from './day.ts';
import { DUES_STANDINGS, STATUSES, type DuesStanding, type MembershipStatus } from './membership.ts';

/** Details that may be missing and that somebody should ask for. */
export const GAPS = ['birth', 'citizenship', 'district', 'email', 'dues'] as const;
export type Gap = (typeof GAPS)[number];

/** What stands in the address of a list of members; anything else there is as if it were absent. */
export const memberFilter = z.object({
  q: z.string().max(100).catch(''),
  unit: z.coerce.number().int().min(1).max(999_999_999).nullable().catch(null),
  status: z
    .enum([...STATUSES, 'new'])
    .nullable()
    .catch(null),
  dues: z.enum(DUES_STANDINGS).nullable().catch(null),
  gap: z.enum(GAPS).nullable().catch(null),
  /** Another day than today; the list as it was then. */
  on: day.nullable().catch(null),
  after: z.uuid().nullable().catch(null),
});
export type MemberFilter = z.output<typeof memberFilter>;

export function readMemberFilter(params: URLSearchParams): MemberFilter {
  const given = Object.fromEntries([...params].filter(([, value]) => value !== ''));
  const absent = { unit: null, status: null, dues: null, gap: null, on: null, after: null };
  return memberFilter.parse({ q: '', ...absent, ...given });
}

export interface ListedMember {
  readonly personId: string;
  readonly number: string | null;
  readonly givenName: string;
  readonly familyName: string;
  readonly unitName: string;
  readonly unitNumber: number;
  readonly joinedOn: string;
  readonly status: MembershipStatus;
  readonly dues: DuesStanding | null;
  readonly gaps: readonly Gap[];
}

export interface MemberPage {
  readonly rows: readonly ListedMember[];
  readonly total: number;
  /** The day shown, where it is not today. */
  readonly on: string | null;
  /** Members of that day who have since become another unit's business: counted, not shown. */
  readonly elsewhere: number;
  /** Cursor of the next page; null on the last. */
  readonly next: string | null;
}
