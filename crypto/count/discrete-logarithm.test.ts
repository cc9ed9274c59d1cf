import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { belenios2048 } from '../group/belenios-2048.ts';
import { ed25519 } from '../group/ed25519.ts';
import { randomScalar } from '../random.ts';
import { refusalOf, sodiumEd25519 as group } from '../testing/election.ts';
import { discreteLogarithm, MAX_LOGARITHM } from './discrete-logarithm.ts';

const power = (n: bigint) => group.power(group.generator, group.scalar(n));

describe('the search for a count', () => {
  it('finds every number up to a small bound, in both groups', () => {
    for (const one of [ed25519, belenios2048])
      for (const bound of [0n, 1n, 2n, 10n]) {
        const search = discreteLogarithm(one, bound);
        for (let n = 0n; n <= bound; n++) expect(search(one.power(one.generator, one.scalar(n)))).toBe(n);
      }
  });

  it('finds any number up to two million', () => {
    const search = discreteLogarithm(group, 2_000_000n);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2_000_000n }), (n) => search(power(n)) === n),
      { numRuns: 20 },
    );
  });

  it('[C-03] ends with a refusal beyond its bound, whatever was encrypted', () => {
    const search = discreteLogarithm(group, 1000n);
    expect(search(power(1000n))).toBe(1000n);
    for (const n of [1001n, 1024n, -1n, 10n ** 12n])
      expect(refusalOf(() => search(power(n)))).toBe('logarithm-not-found');
    const anything = group.power(group.generator, randomScalar(group));
    expect(refusalOf(() => search(anything))).toBe('logarithm-not-found');
  });

  it('[C-03] is not begun where it would take days', () => {
    expect(refusalOf(() => discreteLogarithm(group, MAX_LOGARITHM + 1n))).toBe('unsupported-total-weight');
  });
});
