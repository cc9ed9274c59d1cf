declare const elementMark: unique symbol;
declare const scalarMark: unique symbol;

/** The groups of Belenios' crypto version 1 that this folder computes in. */
export type GroupName = 'Ed25519' | 'BELENIOS-2048';

/**
 * An element of the subgroup of prime order. It comes into being only by `Group.parse` (canonical form, on the curve, in
 * the subgroup) or by the group's operations, and belongs to the engine that made it: what it looks like inside is that
 * engine's business. Compare with `isEqual`, never with `===`.
 */
export interface Element {
  readonly [elementMark]: true;
}

/** An integer 0 ≤ x < q. It comes into being only by `Group.scalar` (reduces) or `Group.parseScalar` (refuses). */
export type Scalar = bigint & { readonly [scalarMark]: true };

/**
 * One commitment of a Sigma proof, as the verifier computes it again: `fixed^response · (base / g^claimed)^challenge`.
 * `claimed` is a small whole number, 0 if absent. Elements that serve as `fixed` often (generator, public key of the election) should be given to `Group.prepare`.
 */
export interface Commitment {
  readonly fixed: Element;
  readonly response: Scalar;
  readonly base: Element;
  readonly challenge: Scalar;
  readonly claimed?: number;
}

/**
 * A cyclic group of prime order q, written multiplicatively as in the specification.
 *
 * Several engines stand behind it (noble in browsers and Node, faster ones on the server); all give equal results.
 * Elements of two engines must not be mixed (TypeError). What is secret goes through `powerSecret`; all other operations
 * take time that depends on their inputs.
 */
export interface Group {
  readonly name: GroupName;
  /** q, the number of elements. */
  readonly order: bigint;
  /** g. */
  readonly generator: Element;
  /** g^0. A member like any other; where it is not wanted (casting), ask `isNeutral`. */
  readonly neutral: Element;

  /** x mod q, never negative. */
  scalar(x: bigint): Scalar;
  /**
   * A scalar from its canonical decimal form.
   * Refused: scalar-not-canonical (sign, leading zero, other characters, length), scalar-too-large (≥ q).
   */
  parseScalar(text: string): Scalar;
  /**
   * An element from its canonical form (Ed25519: 64 lower-case hex digits, big-endian; BELENIOS-2048: decimal).
   * Refused: element-not-canonical, element-not-on-curve (Ed25519), element-outside-subgroup.
   */
  parse(text: string): Element;
  /** The canonical form. */
  format(x: Element): string;
  /** The canonical forms of many elements, cheaper than one by one. */
  formatAll(xs: readonly Element[]): string[];

  isEqual(x: Element, y: Element): boolean;
  isNeutral(x: Element): boolean;
  /** The product of any number of elements; of none, the neutral element. */
  product(...xs: readonly Element[]): Element;
  /** x · y^-1. */
  quotient(x: Element, y: Element): Element;
  /** x^s for public s. Uses the table of x if it was prepared. */
  power(x: Element, s: Scalar): Element;
  /**
   * x^s for secret s: as independent of s in time as the engine can make it (see README, "Not constant-time").
   * Best with prepared x.
   */
  powerSecret(x: Element, s: Scalar): Element;
  /** Remembers a table for an element that will often serve as base. Idempotent; returns x. */
  prepare(x: Element): Element;
  /** The canonical forms of the commitments, in order. The engine shares what they have in common. */
  commit(commitments: readonly Commitment[]): string[];
}
