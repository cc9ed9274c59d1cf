import type { Election } from '../election.ts';
import type { Group, Scalar } from '../group/group.ts';
import { hashToScalar } from '../hash.ts';
import { randomScalar } from '../random.ts';

/** What somebody could try who does not keep to the protocol. */

interface Proof {
  challenge: string;
  response: string;
}

/** The key of an election. */
type Key = Pick<Election, 'group' | 'publicKey'>;

/** Proofs that nobody made: right in form, drawn at random. */
export function inventedProofs(group: Group, count: number): Proof[] {
  return Array.from({ length: count }, () => ({
    challenge: `${randomScalar(group)}`,
    response: `${randomScalar(group)}`,
  }));
}

/** A ciphertext of anything, without proof. */
export function encrypted({ group, publicKey: y }: Key, content: bigint, r = randomScalar(group)) {
  const beta = group.product(group.power(y, r), group.power(group.generator, group.scalar(content)));
  return { alpha: group.format(group.power(group.generator, r)), beta: group.format(beta) };
}

/** The same content with other randomness: (alpha·g^t, beta·y^t). */
export function moved({ group, publicKey }: Key, of: { alpha: string; beta: string }, t: Scalar) {
  return {
    alpha: group.format(group.product(group.parse(of.alpha), group.power(group.generator, t))),
    beta: group.format(group.product(group.parse(of.beta), group.power(publicKey, t))),
  };
}

/** The proof that goes with `moved` and leaves every commitment as it was: response − t·challenge. */
export function movedProof(group: Group, { challenge, response }: Proof, t: Scalar): Proof {
  return { challenge, response: `${group.scalar(BigInt(response) - t * BigInt(challenge))}` };
}

/** (alpha^-1, beta^-1·g): 0 becomes 1 and 1 becomes 0. */
export function negated(group: Group, of: { alpha: string; beta: string }) {
  return {
    alpha: group.format(group.quotient(group.neutral, group.parse(of.alpha))),
    beta: group.format(group.quotient(group.generator, group.parse(of.beta))),
  };
}

/**
 * Bernhard, Pereira, Warinschi (2012): where the challenge does not cover the ciphertext, commitments come first and a
 * ciphertext of some m beyond 0 and 1 is solved for afterwards. With A_i = g^a_i, B_i = y^a_i · g^b_i and c = H(A, B), any m
 * with b_0/m + b_1/(m−1) = c will do: a quadratic equation mod q.
 */
export function forgedForWeakChallenge(key: Key, weakPrefix: string) {
  const { group, publicKey: y } = key;
  const q = group.order;
  const [a0, a1, b0, b1, u] = Array.from({ length: 5 }, () => randomScalar(group)) as [
    Scalar,
    Scalar,
    Scalar,
    Scalar,
    Scalar,
  ];
  const committed = (a: Scalar, b: Scalar) => {
    const power = (s: Scalar) => group.power(group.generator, s);
    return group.formatAll([power(a), group.product(group.power(y, a), power(b))]);
  };
  const c = hashToScalar(group, weakPrefix, [...committed(a0, b0), ...committed(a1, b1)]);
  const middle = c + b0 + b1;
  const root = squareRoot(group, middle * middle - 4n * c * b0);
  if (root === undefined) return forgedForWeakChallenge(key, weakPrefix);
  const m = group.scalar((middle + root) * inverse(2n * c, q));
  const challenges = [group.scalar(b0 * inverse(m, q)), group.scalar(b1 * inverse(m - 1n, q))];
  const proof = [a0, a1].map((a, i) => ({
    challenge: `${challenges[i]!}`,
    response: `${group.scalar(a - u * challenges[i]!)}`,
  }));
  return { content: m, weakChallenge: c, choice: encrypted(key, m, u), proof };
}

function inverse(x: bigint, q: bigint): bigint {
  return power(((x % q) + q) % q, q - 2n, q);
}

/** For q = 5 mod 8. */
function squareRoot(group: Group, x: bigint): bigint | undefined {
  const q = group.order;
  const square = group.scalar(x);
  const candidate = power(square, (q + 3n) / 8n, q);
  const other = (candidate * power(2n, (q - 1n) / 4n, q)) % q;
  return [candidate, other].find((root) => (root * root) % q === square);
}

function power(x: bigint, exponent: bigint, q: bigint): bigint {
  let result = 1n;
  for (let b = x, e = exponent; e > 0n; e >>= 1n, b = (b * b) % q) if (e & 1n) result = (result * b) % q;
  return result;
}
