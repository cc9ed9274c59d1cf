import { list, object, parseCanonical, text } from '../canonical.ts';
import type { Election } from '../election.ts';
import type { Element, Group, Scalar } from '../group/group.ts';
import { formatProof, isEqualExponentProven, parseProof, proveEqualExponent, readProof } from '../proof.ts';
import { randomScalar, systemRandom, type Random } from '../random.ts';
import { Refused, within } from '../refusal.ts';
import { requireShape, type EncryptedTally } from './tally.ts';

const LIMITS = { size: 20_000_000, depth: 5 };

const readPartialDecryption = object({
  decryption_factors: list(list(text(700), 2_000), 1_000),
  decryption_proofs: list(list(readProof, 2_000), 1_000),
});

/** What a trustee decrypts with. */
export interface Share {
  /** x: the own secret key, or S_j in a Pedersen group. */
  readonly secret: Scalar;
  readonly random?: Random;
}

/**
 * A trustee's part of the decryption: per choice the factor F = alpha^x, and the proof that it is the x of the trustee's
 * verification key X = g^x (A = g^w, B = alpha^w, c = H("decrypt|φ|X|", [A, B])).
 *
 * Fewer than the threshold of them tell nothing. The written form, for the archive.
 * Source: belenios-v1 §5.10. Not checked: that the tally is the one of the ballots; the trustee's page does that first.
 */
export function createPartialDecryption(election: Election, tally: EncryptedTally, share: Share): string {
  const { group } = election;
  const { secret, random = systemRandom } = share;
  const publicKey = group.format(group.powerSecret(group.generator, secret));
  const prefix = decryptionPrefix(election.fingerprint, publicKey);
  const factors = tally.map((choices) =>
    choices.map(({ alpha }) => blindPower(group, alpha, { secret, random })),
  );
  const proofs = tally.map((choices) =>
    choices.map(({ alpha }) =>
      formatProof(proveEqualExponent(group, secret, { prefix, base: alpha, random })),
    ),
  );
  return JSON.stringify({
    decryption_factors: factors.map((row) => group.formatAll(row)),
    decryption_proofs: proofs,
  });
}

/**
 * Checks `createPartialDecryption` against the verification key of its owner, and gives the factors.
 * Refused: decryption-not-canonical, decryption-wrong-shape, decryption-proof-invalid, json-…, element-…, scalar-….
 */
export function checkPartialDecryption(
  election: Election,
  tally: EncryptedTally,
  { raw, publicKey }: { raw: string; publicKey: Element },
): Element[][] {
  const { group } = election;
  const read = parseCanonical({ what: 'decryption', limits: LIMITS }, raw, readPartialDecryption);
  requireShape(election, 'decryption', read.decryption_factors);
  requireShape(election, 'decryption', read.decryption_proofs);
  const prefix = decryptionPrefix(election.fingerprint, group.format(publicKey));
  return tally.map((choices, q) =>
    choices.map(({ alpha }, c) =>
      within(`question ${q}, choice ${c}`, () => {
        const factor = group.parse(read.decryption_factors[q]![c]!);
        const proof = parseProof(group, read.decryption_proofs[q]![c]!);
        const statement = { public: publicKey, base: alpha, image: factor };
        if (!isEqualExponentProven(group, statement, { prefix, proof }))
          throw new Refused('decryption-proof-invalid');
        return factor;
      }),
    ),
  );
}

/** What the proofs of decryption are bound to. */
export function decryptionPrefix(fingerprint: string, publicKey: string): string {
  return `decrypt|${fingerprint}|${publicKey}|`;
}

/**
 * base^x for a long-lived secret x, as base^(x−r) · base^r with fresh r: the multiplication of an engine may take time that
 * depends on its exponent, and so it depends on r only.
 */
export function blindPower(group: Group, base: Element, { secret, random }: Required<Share>): Element {
  const r = randomScalar(group, random);
  return group.product(group.powerSecret(base, group.scalar(secret - r)), group.powerSecret(base, r));
}
