import { Refused } from '../refusal.ts';
import type { Scalar } from './group.ts';

const CANONICAL = /^(?:0|[1-9][0-9]{0,77})$/;

/** x mod q, never negative. */
export function reduced(x: bigint, order: bigint): Scalar {
  const rest = x % order;
  return (rest < 0n ? rest + order : rest) as Scalar;
}

/**
 * A scalar from its decimal form: no sign, no leading zero, 0 ≤ x < q.
 * Refused: scalar-not-canonical, scalar-too-large. Source: Belenios specification, "Common" (numbers), §5.1 of our notes.
 */
export function parsedScalar(text: string, order: bigint): Scalar {
  if (!CANONICAL.test(text)) throw new Refused('scalar-not-canonical', text.slice(0, 100));
  const x = BigInt(text);
  if (x >= order) throw new Refused('scalar-too-large', text);
  return x as Scalar;
}
