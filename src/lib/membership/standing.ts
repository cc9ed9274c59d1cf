import type { OfficeManner } from './powers.ts';
import type { DuesStanding, MembershipStatus } from './membership.ts';

/** What held for one person on one day. What began later is not in it. */
export interface Standing {
  /** The membership that ran on the day, otherwise the last that had ended by then; null: none yet. */
  readonly membership: {
    readonly unitName: string;
    readonly unitNumber: number;
    readonly joinedOn: string;
    readonly effectiveOn: string | null;
    readonly endedOn: string | null;
    readonly endReason: string | null;
  } | null;
  readonly status: MembershipStatus | null;
  readonly suspension: { readonly fromOn: string; readonly toOn: string | null } | null;
  readonly dues: { readonly standing: DuesStanding; readonly since: string } | null;
  readonly offices: readonly {
    readonly kind: string;
    readonly manner: OfficeManner;
    readonly unitName: string;
    readonly fromOn: string;
    readonly toOn: string | null;
  }[];
  readonly home: {
    readonly street: string | null;
    readonly postcode: string | null;
    readonly town: string | null;
    readonly country: string;
    readonly ags: string | null;
  } | null;
}

/** A day as we know it today, beside what the books of that day said. */
export interface StandingOnDay {
  readonly on: string;
  readonly today: string;
  readonly known: Standing;
  /** null: on that day there was no entry yet, or the day has not passed. */
  readonly thought: Standing | null;
}

export const STANDING_PARTS = ['membership', 'suspension', 'dues', 'offices', 'home'] as const;
export type StandingPart = (typeof STANDING_PARTS)[number];

/** Where the books of that day said something else: put right, or written down, only later. */
export function saidOtherwise({ known, thought }: StandingOnDay): StandingPart[] {
  if (thought === null) return [];
  return STANDING_PARTS.filter((part) => inShort(known, part) !== inShort(thought, part));
}

/** An end that was set later, for a day still to come, changes nothing about the day itself. */
function inShort(standing: Standing, part: StandingPart): string {
  const { membership, suspension, dues, offices, home, status } = standing;
  if (part === 'membership') return JSON.stringify([status, membership?.unitNumber]);
  if (part === 'suspension') return JSON.stringify(suspension !== null);
  if (part === 'dues') return JSON.stringify(dues?.standing);
  if (part === 'offices') return JSON.stringify(offices.map(({ kind, unitName }) => [kind, unitName]).sort());
  return JSON.stringify(home);
}
