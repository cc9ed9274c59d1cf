import { describe, expect, it } from 'vitest';
import { ed25519 } from '../group/ed25519.ts';
import type { Commitment, Element, Group } from '../group/group.ts';
import { randomScalar } from '../random.ts';
import { sodiumEd25519 } from '../testing/election.ts';

const CASES = 10_000;
const BASES = 250;

/** The same exponents, given to both engines. */
function commitmentsIn(group: Group, key: bigint, cases: readonly bigint[][]): Commitment[] {
  const power = (s: bigint) => group.power(group.generator, group.scalar(s));
  const y = group.prepare(power(key));
  const bases: Element[] = Array.from({ length: BASES }, (_, i) => power(cases[i]![2]!));
  return cases.map(([response, challenge], i) => ({
    fixed: i % 2 === 0 ? group.generator : y,
    response: group.scalar(response!),
    base: bases[i % BASES]!,
    challenge: group.scalar(challenge!),
    claimed: i % 3,
  }));
}

describe('libsodium behind the interface of groups', () => {
  it(
    `agrees with noble on ${CASES} random commitments, and on products, quotients and powers`,
    { timeout: 120_000 },
    () => {
      const cases = Array.from({ length: CASES }, () => [0, 1, 2].map(() => randomScalar(ed25519)));
      const key = randomScalar(ed25519);
      const [ours, theirs] = [ed25519, sodiumEd25519].map((group) => {
        const commitments = commitmentsIn(group, key, cases);
        const others = commitments
          .slice(0, 500)
          .flatMap(({ base, challenge }, i) => [
            group.product(base, commitments[i + 1]!.base, group.generator),
            group.quotient(base, commitments[i + 1]!.base),
            group.power(base, challenge),
            group.powerSecret(base, challenge),
          ]);
        return [...group.commit(commitments), ...group.formatAll(others)];
      });
      expect(ours).toHaveLength(CASES + 2_000);
      expect(theirs).toEqual(ours);
    },
  );
});
