import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Election } from '../election.ts';
import type { Element, Group, Scalar } from '../group/group.ts';
import { formatProof, proveEqualExponent } from '../proof.ts';
import { randomScalar, systemRandom } from '../random.ts';
import { ANY_OF_TWO, CHOOSE_ONE, refusalOf, sodiumEd25519 as group } from '../testing/election.ts';
import { heldElection, type HeldElection } from '../testing/held-election.ts';
import { keyOfOwner } from '../trustees/trustees.ts';
import {
  blindPower,
  checkPartialDecryption,
  createPartialDecryption,
  decryptionPrefix,
} from './decryption.ts';
import {
  computeResult,
  lagrangeAtZero,
  parseResult,
  siftDecryptions,
  type OwnedDecryption,
} from './result.ts';
import { encryptTally } from './tally.ts';

const A = [
  [0, 1, 0, 0],
  [1, 1],
];
const B = [
  [1, 0, 0, 0],
  [0, 1],
];
let held: HeldElection;
let other: HeldElection;
beforeAll(async () => {
  const keepers = { singles: 0, pedersen: { size: 3, threshold: 2 } };
  const votes = [A, B, A].map((vote, voter) => ({ voter, vote }));
  const plan = { group, questions: [CHOOSE_ONE, ANY_OF_TWO], votes, keepers };
  held = await heldElection(plan);
  other = await heldElection({ ...plan, uuid: 'StimmhausTest33' });
});

const decrypted = (owner: number, by: HeldElection = held): OwnedDecryption => ({
  owner,
  decryption: createPartialDecryption(by.election, by.tally, { secret: by.secrets.get(owner)! }),
});
const counting = (decryptions: readonly OwnedDecryption[]) => ({ ...held, decryptions });
const counted = (decryptions: readonly OwnedDecryption[]) =>
  computeResult(held.election, counting(decryptions));
const COUNTS = [
  [1n, 2n, 0n, 0n],
  [2n, 3n],
];

describe('a count by t of n', () => {
  it('[F-11] succeeds with any t trustees, in any order', () => {
    for (const owners of [
      [1, 2],
      [1, 3],
      [2, 3],
      [3, 1],
      [1, 2, 3],
    ])
      expect(counted(owners.map((owner) => decrypted(owner))).counts).toEqual(COUNTS);
  });

  it('[C-19] gives t−1 nothing: the count ends and names who is missing', () => {
    expect(counted([decrypted(1), decrypted(3)]).counts).toEqual(COUNTS);
    for (const owner of [1, 2, 3])
      expect(refusalOf(() => counted([decrypted(owner)]))).toBe('decryptions-too-few');
    expect(() => counted([decrypted(2)])).toThrow('owner 1: missing; owner 3: missing');
    expect(refusalOf(() => counted([]))).toBe('decryptions-too-few');
  });

  it('[C-19] gives nothing to one trustee with an invented second share', () => {
    const decryption = createPartialDecryption(held.election, held.tally, { secret: randomScalar(group) });
    expect(() => counted([decrypted(1), { owner: 2, decryption }])).toThrow(
      'owner 2: decryption-proof-invalid',
    );
  });

  it('[R-53] gives the same result at any time, and from any t', () => {
    const first = counted([decrypted(1), decrypted(2)]).counts;
    expect(counted([decrypted(2), decrypted(3)]).counts).toEqual(first);
  });

  it('refuses an owner twice, and one that does not exist', () => {
    expect(refusalOf(() => counted([decrypted(1), decrypted(1)]))).toBe('owner-twice');
    for (const owner of [0, 4])
      expect(refusalOf(() => counted([{ ...decrypted(1), owner }]))).toBe('owner-out-of-range');
  });

  it('[C-03] ends where a tally holds more than all ballots weigh', () => {
    const { election } = held;
    const absurd = held.tally.map((row) =>
      row.map((c) => ({
        ...c,
        beta: group.product(c.beta, group.power(group.generator, randomScalar(group))),
      })),
    );
    const decryptions = [1, 2].map((owner) => ({
      owner,
      decryption: createPartialDecryption(election, absurd, { secret: held.secrets.get(owner)! }),
    }));
    const wrong = { ...held, tally: absurd, decryptions };
    expect(refusalOf(() => computeResult(election, wrong))).toBe('logarithm-not-found');
  });
});

describe('[C-18] [R-28] a partial decryption that is wrong', () => {
  const changed = (change: (d: { decryption_factors: string[][]; decryption_proofs: Proof[][] }) => void) => {
    const content = JSON.parse(decrypted(2).decryption) as Parameters<typeof change>[0];
    change(content);
    return JSON.stringify(content);
  };
  interface Proof {
    challenge: string;
    response: string;
  }
  const cases: [string, () => string][] = [
    ['decryption-proof-invalid', () => decrypted(1).decryption],
    ['decryption-proof-invalid', () => decrypted(2, other).decryption],
    ['decryption-proof-invalid', () => forOtherVote()],
    ['decryption-proof-invalid', () => forOtherCiphertexts()],
    ['decryption-proof-invalid', () => changed((d) => d.decryption_factors[1]!.reverse())],
    [
      'decryption-proof-invalid',
      () => changed((d) => (d.decryption_proofs[0]![0] = d.decryption_proofs[0]![1]!)),
    ],
    [
      'decryption-proof-invalid',
      () => changed((d) => (d.decryption_factors[0]![0] = group.format(group.neutral))),
    ],
    ['decryption-wrong-shape', () => changed((d) => d.decryption_factors.pop())],
    ['decryption-wrong-shape', () => changed((d) => d.decryption_proofs[1]!.pop())],
    [
      'element-not-canonical',
      () => changed((d) => (d.decryption_factors[0]![0] = d.decryption_factors[0]![0]!.toUpperCase())),
    ],
    ['element-outside-subgroup', () => changed((d) => (d.decryption_factors[0]![0] = '0'.repeat(64)))],
    [
      'scalar-not-canonical',
      () =>
        changed((d) => (d.decryption_proofs[0]![0]!.response = `0${d.decryption_proofs[0]![0]!.response}`)),
    ],
    [
      'scalar-too-large',
      () =>
        changed(
          (d) =>
            (d.decryption_proofs[0]![0]!.response = `${BigInt(d.decryption_proofs[0]![0]!.response) + group.order}`),
        ),
    ],
    ['decryption-not-canonical', () => decrypted(2).decryption.replace(':', ': ')],
    ['json-malformed', () => ''],
  ];

  it.each(cases)(
    'is ignored and named while t right ones exist, and stops the count otherwise: %s, case %#',
    (code, make) => {
      const wrong = { owner: 2, decryption: make() };
      const whole = counted([decrypted(1), wrong, decrypted(3)]);
      expect(whole.counts).toEqual(COUNTS);
      expect(whole.ignored.map(({ owner, refusal }) => [owner, refusal.code])).toEqual([[2, code]]);
      expect(refusalOf(() => counted([decrypted(1), wrong]))).toBe('decryptions-too-few');
      expect(() => counted([decrypted(1), wrong])).toThrow(`owner 2: ${code}`);
    },
  );

  /** Right factors, proven for another election. */
  function forOtherVote(): string {
    const election: Election = { ...held.election, fingerprint: other.election.fingerprint };
    return createPartialDecryption(election, held.tally, { secret: held.secrets.get(2)! });
  }

  /** Right proofs, of other ciphertexts than those of the tally. */
  function forOtherCiphertexts(): string {
    return createPartialDecryption(held.election, [held.tally[0]!, other.tally[1]!], {
      secret: held.secrets.get(2)!,
    });
  }

  it('is not mended by a proof whose image was chosen freely', () => {
    const { election, tally } = held;
    const [{ alpha }] = tally[0] as [(typeof tally)[0][0]];
    const publicKey = keyOfOwner(held.trustees, 2);
    const prefix = decryptionPrefix(election.fingerprint, group.format(publicKey));
    const proof = formatProof(proveEqualExponent(group, randomScalar(group), { prefix, base: alpha }));
    const raw = changed((d) => (d.decryption_proofs[0]![0] = proof));
    expect(refusalOf(() => checkPartialDecryption(election, tally, { raw, publicKey }))).toBe(
      'decryption-proof-invalid',
    );
  });
});

describe('what a trustee computes', () => {
  it('multiplies by the share only in two parts, of which one is random each time', () => {
    const used: bigint[] = [];
    const listening = new Proxy(group, {
      get: (target, name: keyof Group) => {
        if (name === 'powerSecret')
          return (x: Element, e: Scalar) => (used.push(e), target.powerSecret(x, e));
        const own = target[name];
        return typeof own === 'function' ? own.bind(target) : own;
      },
    });
    const secret = randomScalar(group);
    const base = group.power(group.generator, randomScalar(group));
    for (let i = 0; i < 2; i++) {
      const product = blindPower(listening, base, { secret, random: systemRandom });
      expect(group.isEqual(product, group.power(base, secret))).toBe(true);
    }
    expect(used).toHaveLength(4);
    expect(new Set([...used, secret]).size).toBe(5);
    expect(group.scalar(used[0]! + used[1]!)).toBe(secret);
  });

  it('opens a tally of no ballots as well', () => {
    const empty = { ...held, tally: encryptTally(held.election, []), totalWeight: 0n };
    const decryptions = [1, 2].map((owner) => ({
      owner,
      decryption: createPartialDecryption(held.election, empty.tally, { secret: held.secrets.get(owner)! }),
    }));
    expect(computeResult(held.election, { ...empty, decryptions }).counts.flat()).toEqual([
      0n,
      0n,
      0n,
      0n,
      0n,
      0n,
    ]);
  });

  it("has Lagrange's coefficients: they put every polynomial together again at 0", () => {
    const scalar = fc.bigInt({ min: 0n, max: group.order - 1n });
    const indices = fc.uniqueArray(fc.integer({ min: 1, max: 255 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(indices, fc.array(scalar, { minLength: 6, maxLength: 6 }), (chosen, coefficients) => {
        const polynomial = coefficients.slice(0, chosen.length);
        const at = (x: number) => polynomial.reduceRight((value, a) => value * BigInt(x) + a, 0n);
        const sum = chosen.reduce((total, j) => total + lagrangeAtZero(group, chosen, j) * at(j), 0n);
        expect(group.scalar(sum)).toBe(group.scalar(polynomial[0]!));
      }),
    );
  });

  it('breaks where the program is wrong, instead of blaming a trustee', () => {
    const broken = { ...held.election, group: { ...group } as Group };
    expect(() => siftDecryptions(broken, counting([decrypted(1)]))).toThrow(TypeError);
  });

  it.each<[string, string]>([
    ['result-not-canonical', '{"result": [[1,2,0,0],[2,3]]}'],
    ['result-wrong-shape', '{"result":[[1,2,0,0]]}'],
    ['result-wrong-shape', '{"result":[[1,2,0],[2,3]]}'],
    ['count-not-canonical', '{"result":[[1,2,0,"0"],[2,3]]}'],
    ['count-not-canonical', '{"result":[[1,2,0,-1],[2,3]]}'],
    ['json-unknown-key', '{"result":[[1,2,0,0],[2,3]],"x":1}'],
  ])('takes no result of another form: %s', (code, raw) => {
    expect(parseResult(held.election, '{"result":[[1,2,0,0],[2,3]]}')).toEqual([
      [1, 2, 0, 0],
      [2, 3],
    ]);
    expect(refusalOf(() => parseResult(held.election, raw))).toBe(code);
  });
});
