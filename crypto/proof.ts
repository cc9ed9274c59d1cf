import { object, type Reader, text } from './canonical.ts';
import type { Commitment, Element, Group, Scalar } from './group/group.ts';
import { hashToScalar } from './hash.ts';
import { type Random, randomScalar } from './random.ts';
import { Refused } from './refusal.ts';

/** A proof as it stands in JSON: two scalars in canonical decimal form. */
export interface ProofText {
  readonly challenge: string;
  readonly response: string;
}

/** Challenge and response of a Sigma protocol made non-interactive; the commitments are computed again by the verifier. */
export interface Proof {
  readonly challenge: Scalar;
  readonly response: Scalar;
}

/** The exponential ElGamal ciphertext (g^r, y^r·g^m) with the canonical forms of its two elements. */
export interface Ciphertext {
  readonly alpha: Element;
  readonly beta: Element;
  readonly alphaText: string;
  readonly betaText: string;
}

const scalarText = text(80);

/** Reads a proof from JSON. The scalars are only texts as yet: see `parseProof`. */
export const readProof: Reader<ProofText> = object({ challenge: scalarText, response: scalarText });

/** Refused: scalar-not-canonical, scalar-too-large. */
export function parseProof(group: Group, proof: ProofText): Proof {
  return { challenge: group.parseScalar(proof.challenge), response: group.parseScalar(proof.response) };
}

export function formatProof(proof: Proof): ProofText {
  return { challenge: proof.challenge.toString(), response: proof.response.toString() };
}

/**
 * Schnorr: the maker of `public = g^secret` knows `secret`. A = g^w, c = H(prefix, [A]), response = w − secret·c.
 * Serves as signature of a ballot (`sig|h|`), of a message (`sigmsg|m|`) and as proof of a trustee's key (`pok|GROUP|X|`).
 *
 * @param prefix everything the proof is bound to, one of §5.6
 */
export function proveKnowledge(group: Group, secret: Scalar, { prefix, random }: Context): Proof {
  const w = randomScalar(group, random);
  const challenge = hashToScalar(group, prefix, [group.format(group.powerSecret(group.generator, w))]);
  return { challenge, response: group.scalar(w - secret * challenge) };
}

/** Checks `proveKnowledge`: A = g^response · public^challenge. Says whether; refuses nothing. */
export function isKnowledgeProven(group: Group, base: Element, { prefix, proof }: Shown): boolean {
  const commitments = group.commit([{ fixed: group.generator, base, ...proof }]);
  return hashToScalar(group, prefix, commitments) === proof.challenge;
}

/** What a proof is bound to, and where its randomness comes from. */
export interface Context {
  readonly prefix: string;
  readonly random?: Random;
}

/** A proof shown, and what it must be bound to. */
export interface Shown {
  readonly prefix: string;
  readonly proof: Proof;
}

/**
 * Chaum–Pedersen: `public = g^secret` and `image = base^secret` have the same exponent.
 * A = g^w, B = base^w, c = H(prefix, [A, B]). Serves for decryption factors (`decrypt|φ|X|`).
 */
export function proveEqualExponent(
  group: Group,
  secret: Scalar,
  context: Context & { base: Element },
): Proof {
  const w = randomScalar(group, context.random);
  const commitments = [group.powerSecret(group.generator, w), group.powerSecret(context.base, w)];
  const challenge = hashToScalar(group, context.prefix, group.formatAll(commitments));
  return { challenge, response: group.scalar(w - secret * challenge) };
}

/** Checks `proveEqualExponent` for `public`, `base` and `image`. Says whether; refuses nothing. */
export function isEqualExponentProven(
  group: Group,
  statement: { readonly public: Element; readonly base: Element; readonly image: Element },
  { prefix, proof }: Shown,
): boolean {
  const commitments = group.commit([
    { fixed: group.generator, base: statement.public, ...proof },
    { fixed: statement.base, base: statement.image, ...proof },
  ]);
  return hashToScalar(group, prefix, commitments) === proof.challenge;
}

/** One alternative of a disjunctive proof: "this ciphertext holds g^claimed". */
export interface Alternative {
  readonly ciphertext: Ciphertext;
  readonly claimed: number;
}

/** The same with what only its maker knows: randomness and content of the ciphertext. */
export interface KnownAlternative {
  readonly randomness: Scalar;
  readonly content: number;
  readonly claimed: number;
}

/**
 * At least one alternative is true, without saying which (Cramer, Damgård, Schoenmakers).
 *
 * For each alternative i: A_i = g^(t_i), B_i = y^(t_i) · g^((content − claimed)·c_i), which is what the verifier computes
 * from c_i and response_i = t_i − r·c_i. Since the maker knows r, all powers are of g and y; every alternative, true or
 * not, does the same work. False ones draw c_i freely, the true one takes what is left of H(prefix, [A_0, B_0, …]).
 *
 * @param y public key of the election, best prepared
 * @throws RangeError where no alternative is true: such a proof cannot be made
 */
export function proveOneOf(group: Group, y: Element, task: OneOf<KnownAlternative>): Proof[] {
  const { alternatives, prefix, random } = task;
  const real = alternatives.findIndex((a) => a.content === a.claimed);
  if (real < 0) throw new RangeError('no alternative is true');
  const drawn = alternatives.map(() => ({ t: randomScalar(group, random), c: randomScalar(group, random) }));
  const commitments = alternatives.flatMap(({ content, claimed }, i) => {
    const { t, c } = drawn[i]!;
    const difference = group.scalar(BigInt(content - claimed) * c);
    const moved = group.powerSecret(group.generator, difference);
    return [group.powerSecret(group.generator, t), group.product(group.powerSecret(y, t), moved)];
  });
  const whole = hashToScalar(group, prefix, group.formatAll(commitments));
  const others = drawn.reduce((sum, { c }, i) => (i === real ? sum : sum + c), 0n);
  return alternatives.map(({ randomness }, i) => {
    const { t, c } = drawn[i]!;
    const challenge = i === real ? group.scalar(whole - others) : c;
    return { challenge, response: group.scalar(t - randomness * challenge) };
  });
}

/** The alternatives of a disjunctive proof and what it is bound to. */
export interface OneOf<T> extends Context {
  readonly alternatives: readonly T[];
}

/** A disjunctive proof shown: `name` says in a refusal which it is. */
export interface ShownOneOf extends OneOf<Alternative> {
  readonly name: string;
  readonly proofs: readonly Proof[];
}

/**
 * Checks several of `proveOneOf` together, so that the engine can share work between them. Each on its own must hold:
 * A_i = g^response · alpha^c, B_i = y^response · (beta / g^claimed)^c, and H(prefix, [A_0, B_0, …]) = Σ c_i mod q.
 * Refused: proof-wrong-length, proof-invalid.
 */
export function checkOneOfEach(group: Group, y: Element, shown: readonly ShownOneOf[]): void {
  const commitments = group.commit(shown.flatMap((one) => commitmentsOf(group, y, one)));
  let from = 0;
  for (const { name, prefix, proofs } of shown) {
    const own = commitments.slice(from, (from += 2 * proofs.length));
    const sum = group.scalar(proofs.reduce((total, { challenge }) => total + challenge, 0n));
    if (hashToScalar(group, prefix, own) !== sum) throw new Refused('proof-invalid', name);
  }
}

function commitmentsOf(group: Group, y: Element, { name, alternatives, proofs }: ShownOneOf): Commitment[] {
  if (proofs.length !== alternatives.length) throw new Refused('proof-wrong-length', name);
  return alternatives.flatMap(({ ciphertext: { alpha, beta }, claimed }, i) => [
    { ...proofs[i]!, fixed: group.generator, base: alpha },
    { ...proofs[i]!, fixed: y, base: beta, claimed },
  ]);
}
