import { type Claim } from './claim.ts';
import { ClaimQueue } from './claim-queue.ts';

/** Equal claims to fewer awards than there are of them: a lot decides, never the order. */
export interface Tie {
  /** The units with equal claims, in ascending order. */
  readonly among: readonly number[];
  /** How many of them win; each at most once. */
  readonly open: number;
}

export interface Awarded {
  /** One after the other, the greatest claim first. */
  readonly claims: readonly Claim[];
  readonly tie: Tie | null;
}

export interface Contest {
  /** How many awards there are. */
  readonly open: number;
  /** What each unit brings forward first; none for a unit without any votes. */
  readonly claims: readonly Claim[];
  /** What a unit brings forward after its n-th award; always less than the one before. */
  readonly next: (unit: number, awards: number) => Claim | null;
}

/** Gives each award to the greatest claim. As long as all equal claims can be met, their order changes nothing. */
export function award({ open, claims, next }: Contest): Awarded {
  const queue = new ClaimQueue(claims);
  const awarded: Claim[] = [];
  const held = new Map<number, number>();
  while (awarded.length < open) {
    const equal = queue.takeGreatest();
    if (equal.length === 0) throw new RangeError('There are more seats than claims.');
    const left = open - awarded.length;
    if (equal.length > left)
      return { claims: awarded, tie: { among: equal.map(({ unit }) => unit), open: left } };
    for (const claim of equal) {
      awarded.push(claim);
      const awards = (held.get(claim.unit) ?? 0) + 1;
      held.set(claim.unit, awards);
      const following = next(claim.unit, awards);
      if (following) queue.add(following);
    }
  }
  return { claims: awarded, tie: null };
}
