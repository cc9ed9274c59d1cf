import { beforeAll, describe, expect, it } from 'vitest';
import type { Scalar } from '../group/group.ts';
import { randomScalar } from '../random.ts';
import { refusalOf, sodiumEd25519 as group } from '../testing/election.ts';
import { heldCeremony, seedsFor } from '../testing/held-election.ts';
import { checkThreshold, type ThresholdKeys } from '../trustees/threshold.ts';
import {
  answerDecryptionTest,
  checkDecryptionTest,
  createDecryptionTest,
  refuseFalseTest,
  subsets,
} from './test-decryption.ts';

const scope = { group, uuid: 'StimmhausTest22' };
let keys: ThresholdKeys;
let shares: readonly Scalar[];
beforeAll(async () => {
  const held = await heldCeremony({ ...scope, size: 3, threshold: 2 }, seedsFor(3));
  keys = checkThreshold(group, held.parameters);
  ({ shares } = held);
});

const answersTo = (test: string, by: readonly Scalar[] = shares) =>
  by.map((share) => answerDecryptionTest(scope, test, { share }));

describe('[F-12] a test decryption before the vote opens', () => {
  it('gives the number back with every choice of t trustees', () => {
    for (let i = 0; i < 5; i++) {
      const { message: test, content } = createDecryptionTest(scope, keys.publicKey);
      expect(checkDecryptionTest(scope, { keys, test, answers: answersTo(test) })).toBe(content);
    }
  });

  it('fails for who lost their share or has another', () => {
    const { message: test } = createDecryptionTest(scope, keys.publicKey);
    const answers = answersTo(test, [shares[0]!, randomScalar(group), shares[2]!]);
    expect(refusalOf(() => checkDecryptionTest(scope, { keys, test, answers }))).toBe('answer-proof-invalid');
    expect(
      refusalOf(() => checkDecryptionTest(scope, { keys, test, answers: answersTo(test).slice(1) })),
    ).toBe('test-answers-missing');
  });

  it('fails where verification keys do not belong to one polynomial', () => {
    const { message: test } = createDecryptionTest(scope, keys.publicKey);
    const stranger = randomScalar(group);
    const mixed = [
      keys.verificationKeys[0]!,
      keys.verificationKeys[1]!,
      group.power(group.generator, stranger),
    ];
    const answers = answersTo(test, [shares[0]!, shares[1]!, stranger]);
    const wrong = { keys: { ...keys, verificationKeys: mixed }, test, answers };
    expect(refusalOf(() => checkDecryptionTest(scope, wrong))).toBe('test-subsets-differ');
  });

  it('fails where the key is not theirs: no number comes out', () => {
    const { message: test } = createDecryptionTest(scope, group.power(group.generator, randomScalar(group)));
    expect(refusalOf(() => checkDecryptionTest(scope, { keys, test, answers: answersTo(test) }))).toBe(
      'logarithm-not-found',
    );
  });

  it('is no way to have a ballot or a tally decrypted: its maker must know the randomness', () => {
    const { message: test } = createDecryptionTest(scope, keys.publicKey);
    const { message: other } = createDecryptionTest(scope, keys.publicKey);
    const { alpha, beta } = JSON.parse(other) as Record<string, string>;
    const { pok } = JSON.parse(test) as { pok: object };
    const foreign = JSON.stringify({ alpha, beta, pok });
    expect(() => refuseFalseTest(scope, test)).not.toThrow();
    expect(refusalOf(() => refuseFalseTest(scope, foreign))).toBe('test-proof-invalid');
    expect(refusalOf(() => answerDecryptionTest(scope, foreign, { share: shares[0]! }))).toBe(
      'test-proof-invalid',
    );
    const elsewhere = { ...scope, uuid: 'StimmhausTest23' };
    expect(refusalOf(() => answerDecryptionTest(elsewhere, test, { share: shares[0]! }))).toBe(
      'test-proof-invalid',
    );
  });

  it('has an answer of one form, for this test only', () => {
    const { message: test } = createDecryptionTest(scope, keys.publicKey);
    const { message: other } = createDecryptionTest(scope, keys.publicKey);
    const [first, ...rest] = answersTo(test) as [string, string];
    const check = (answer: string) =>
      refusalOf(() => checkDecryptionTest(scope, { keys, test, answers: [answer, ...rest] }));
    expect(check(first.replace(':', ': '))).toBe('answer-not-canonical');
    expect(check(answersTo(other)[0]!)).toBe('answer-proof-invalid');
  });
});

describe('the choices of t among n', () => {
  it('are all there, each once', () => {
    expect(subsets(4, 2)).toEqual([
      [1, 2],
      [1, 3],
      [2, 3],
      [1, 4],
      [2, 4],
      [3, 4],
    ]);
    expect(subsets(5, 3)).toHaveLength(10);
    expect(subsets(3, 3)).toEqual([[1, 2, 3]]);
    expect(subsets(2, 3)).toEqual([]);
  });
});
