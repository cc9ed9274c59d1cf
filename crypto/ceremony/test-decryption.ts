import { blindPower } from '../count/decryption.ts';
import { discreteLogarithm } from '../count/discrete-logarithm.ts';
import { lagrangeAtZero } from '../count/result.ts';
import { object, parseCanonical, text } from '../canonical.ts';
import type { Element, Group, Scalar } from '../group/group.ts';
import {
  formatProof,
  isEqualExponentProven,
  isKnowledgeProven,
  parseProof,
  proveEqualExponent,
  proveKnowledge,
  readProof,
} from '../proof.ts';
import { integerFromBytes, randomScalar, systemRandom, type Random } from '../random.ts';
import { Refused } from '../refusal.ts';
import type { ThresholdKeys } from '../trustees/threshold.ts';

/** Where a test belongs. */
export interface TestScope {
  readonly group: Group;
  readonly uuid: string;
}

/** A ciphertext made only to be decrypted, and the number in it, which its maker keeps until the end. */
export interface DecryptionTest {
  readonly message: string;
  readonly content: number;
}

const LARGEST = 9999;
const readTest = object({ alpha: text(1000), beta: text(1000), pok: readProof });
const readAnswer = object({ factor: text(1000), proof: readProof });

/**
 * A test of the common key before the vote opens: an encryption of a number from 0 to 9999, with the proof that its maker
 * knows the randomness. So no ballot and no tally can be passed off as a test.
 */
export function createDecryptionTest(
  { group, uuid }: TestScope,
  key: Element,
  random: Random = systemRandom,
): DecryptionTest {
  const content = Number(integerFromBytes(random(8)) % BigInt(LARGEST + 1));
  const r = randomScalar(group, random);
  const alpha = group.format(group.powerSecret(group.generator, r));
  const hidden = group.powerSecret(group.generator, group.scalar(BigInt(content)));
  const beta = group.format(group.product(group.powerSecret(key, r), hidden));
  const pok = formatProof(proveKnowledge(group, r, { prefix: testPrefix(uuid, alpha, beta), random }));
  return { message: JSON.stringify({ alpha, beta, pok }), content };
}

/**
 * A trustee's factor for a test, with proof. Its prefix differs from that of a tally, so that it proves nothing there.
 * Refused: test-not-canonical, test-proof-invalid, json-…, element-…, scalar-….
 */
export function answerDecryptionTest(
  scope: TestScope,
  test: string,
  { share: secret, random = systemRandom }: { share: Scalar; random?: Random },
): string {
  const { group } = scope;
  const { alpha } = parseTest(scope, test);
  const publicKey = group.format(group.powerSecret(group.generator, secret));
  const prefix = answerPrefix(scope.uuid, test, publicKey);
  const proof = formatProof(proveEqualExponent(group, secret, { prefix, base: alpha, random }));
  return JSON.stringify({ factor: group.format(blindPower(group, alpha, { secret, random })), proof });
}

/** Refused for what is no test of this election: test-not-canonical, test-proof-invalid, json-…, element-…, scalar-…. */
export function refuseFalseTest(scope: TestScope, test: string): void {
  parseTest(scope, test);
}

/**
 * One trustee's factor, its proof checked.
 * @param by the trustee's number and verification key
 * Refused: answer-proof-invalid (the detail names the trustee), answer-not-canonical, test-…, json-…, element-…, scalar-….
 */
export function checkTestAnswer(
  scope: TestScope,
  { test, answer }: { readonly test: string; readonly answer: string },
  by: { readonly index: number; readonly key: Element },
): Element {
  const { group, uuid } = scope;
  const { alpha } = parseTest(scope, test);
  const { factor, proof } = parseCanonical('answer', answer, readAnswer);
  const image = group.parse(factor);
  const prefix = answerPrefix(uuid, test, group.format(by.key));
  const shown = { prefix, proof: parseProof(group, proof) };
  if (!isEqualExponentProven(group, { public: by.key, base: alpha, image }, shown))
    throw new Refused('answer-proof-invalid', `trustee ${by.index}`);
  return image;
}

/** Everything about one test. */
export interface AnsweredTest {
  readonly keys: ThresholdKeys;
  readonly test: string;
  /** One per trustee, in order. */
  readonly answers: readonly string[];
}

/**
 * Decrypts a test with every possible choice of t trustees, and gives the number in it. Its maker compares it with `content`.
 * Refused: test-answers-missing, answer-proof-invalid (the detail names the trustee), answer-not-canonical, test-…,
 *   test-subsets-differ, logarithm-not-found, json-…, element-…, scalar-….
 */
export function checkDecryptionTest(scope: TestScope, { keys, test, answers }: AnsweredTest): number {
  const { group } = scope;
  const { beta } = parseTest(scope, test);
  if (answers.length !== keys.verificationKeys.length)
    throw new Refused('test-answers-missing', `${answers.length}`);
  const factors = keys.verificationKeys.map((key, i) =>
    checkTestAnswer(scope, { test, answer: answers[i]! }, { index: i + 1, key }),
  );
  const logarithm = discreteLogarithm(group, BigInt(LARGEST));
  const found = subsets(factors.length, keys.threshold).map((indices) => {
    const parts = indices.map((j) => group.power(factors[j - 1]!, lagrangeAtZero(group, indices, j)));
    return group.quotient(beta, group.product(...parts));
  });
  if (found.some((opened) => !group.isEqual(opened, found[0]!))) throw new Refused('test-subsets-differ');
  return Number(logarithm(found[0]!));
}

/** All ways to choose `some` of the indices 1 … n. */
export function subsets(n: number, some: number): number[][] {
  if (some === 0) return [[]];
  if (n < some) return [];
  const withLast = subsets(n - 1, some - 1).map((rest) => [...rest, n]);
  return [...subsets(n - 1, some), ...withLast];
}

function parseTest({ group, uuid }: TestScope, test: string): { alpha: Element; beta: Element } {
  const { alpha, beta, pok } = parseCanonical('test', test, readTest);
  const base = group.parse(alpha);
  const shown = { prefix: testPrefix(uuid, alpha, beta), proof: parseProof(group, pok) };
  if (!isKnowledgeProven(group, base, shown)) throw new Refused('test-proof-invalid');
  return { alpha: base, beta: group.parse(beta) };
}

function testPrefix(uuid: string, alpha: string, beta: string): string {
  return `ceremony-test|${uuid}|${alpha},${beta}|`;
}

function answerPrefix(uuid: string, test: string, publicKey: string): string {
  return `ceremony-test-answer|${uuid}|${test}|${publicKey}|`;
}
