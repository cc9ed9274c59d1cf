import { type Claim, compareClaims } from './claim.ts';

/** A binary heap: the greatest claim first, equal ones by the number of their unit. */
export class ClaimQueue {
  readonly #claims: Claim[] = [];

  constructor(claims: Iterable<Claim>) {
    for (const claim of claims) this.add(claim);
  }

  add(claim: Claim): void {
    this.#claims.push(claim);
    let at = this.#claims.length - 1;
    while (at > 0 && this.#isBefore(at, (at - 1) >> 1)) {
      this.#swap(at, (at - 1) >> 1);
      at = (at - 1) >> 1;
    }
  }

  /** All claims that are equal to the greatest, taken off, in the order of their units. */
  takeGreatest(): Claim[] {
    const taken: Claim[] = [];
    for (let next = this.#claims[0]; next; next = this.#claims[0]) {
      if (taken[0] && compareClaims(taken[0], next) !== 0) break;
      taken.push(this.#takeFirst(next));
    }
    return taken;
  }

  #takeFirst(first: Claim): Claim {
    const last = this.#claims.pop() as Claim;
    if (this.#claims.length === 0) return first;
    this.#claims[0] = last;
    let at = 0;
    for (let child = this.#firstOf(1, 2); child !== -1; child = this.#firstOf(2 * at + 1, 2 * at + 2)) {
      if (!this.#isBefore(child, at)) break;
      this.#swap(child, at);
      at = child;
    }
    return first;
  }

  /** Which of two places comes first; -1 where both are behind the end. */
  #firstOf(left: number, right: number): number {
    if (left >= this.#claims.length) return -1;
    return right < this.#claims.length && this.#isBefore(right, left) ? right : left;
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#claims[a] as Claim, this.#claims[b] as Claim];
    const order = compareClaims(one, other);
    return order === 0 ? one.unit < other.unit : order > 0;
  }

  #swap(a: number, b: number): void {
    [this.#claims[a], this.#claims[b]] = [this.#claims[b] as Claim, this.#claims[a] as Claim];
  }
}
