import type { Group, Scalar } from '../group/group.ts';
import { randomScalar } from '../random.ts';
import { signatureOf, signMessage } from '../trustees/signed-message.ts';
import { transcriptMessage } from '../trustees/threshold.ts';
import { proveTrusteeKey } from '../trustees/trustee-key.ts';
import type { TrusteeEntry } from '../trustees/trustees.ts';

/** A Pedersen key generation done in one place, for tests only: whoever runs this knows every secret. */
export function dealtThreshold(
  group: Group,
  threshold: number,
  size: number,
): { entry: TrusteeEntry; shares: Scalar[] } {
  const image = (x: Scalar) => group.format(group.power(group.generator, x));
  const indices = Array.from({ length: size }, (_, i) => i + 1);
  const signers = indices.map(() => randomScalar(group));
  const polynomials = indices.map(() => Array.from({ length: threshold }, () => randomScalar(group)));
  const certs = signers.map((secret, i) => {
    const context = { group: group.name, size, threshold, index: i + 1 };
    const keys = { verification: image(secret), encryption: image(randomScalar(group)) };
    return signMessage(group, JSON.stringify({ context, ...keys }), { secret });
  });
  const coefexps = polynomials.map((polynomial, i) =>
    signMessage(group, JSON.stringify({ coefexps: polynomial.map(image) }), { secret: signers[i]! }),
  );
  const signatures = polynomials.map((polynomial, i) =>
    signatureOf(group, transcriptMessage(certs, polynomial.map(image)), { secret: signers[i]! }),
  );
  const shares = indices.map((j) =>
    group.scalar(polynomials.reduce((sum, polynomial) => sum + valueAt(polynomial, BigInt(j)), 0n)),
  );
  const verification_keys = shares.map((share, i) => {
    const { pok, public_key } = proveTrusteeKey(group, share);
    return { pok, public_key, signature: signatureOf(group, public_key, { secret: signers[i]! }) };
  });
  return { entry: ['Pedersen', { threshold, certs, coefexps, signatures, verification_keys }], shares };
}

function valueAt(polynomial: readonly Scalar[], at: bigint): bigint {
  return polynomial.reduceRight((value, coefficient) => value * at + coefficient, 0n);
}
