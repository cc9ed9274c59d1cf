import { describe, expect, it } from 'vitest';
import type { Group } from './group/group.ts';
import { belenios2048 } from './group/belenios-2048.ts';
import { ed25519 } from './group/ed25519.ts';
import {
  checkOneOfEach,
  type Ciphertext,
  formatProof,
  isEqualExponentProven,
  isKnowledgeProven,
  parseProof,
  proveEqualExponent,
  proveKnowledge,
  proveOneOf,
} from './proof.ts';
import { randomScalar } from './random.ts';
import { refusalOf, sodiumEd25519 } from './testing/election.ts';

const engines = [ed25519, sodiumEd25519, belenios2048];
const power = (group: Group, s: bigint) => group.power(group.generator, group.scalar(s));

describe.each(engines)('proofs in $name', (group) => {
  const secret = randomScalar(group);
  const publicKey = power(group, secret);

  it('of knowledge hold for their secret and their prefix only', () => {
    const proof = proveKnowledge(group, secret, { prefix: 'sig|h|' });
    const holds = (element: typeof publicKey, prefix: string, shown = proof) =>
      isKnowledgeProven(group, element, { prefix, proof: shown });
    expect(holds(publicKey, 'sig|h|')).toBe(true);
    expect(holds(publicKey, 'sig|i|')).toBe(false);
    expect(holds(power(group, secret + 1n), 'sig|h|')).toBe(false);
    expect(holds(publicKey, 'sig|h|', { ...proof, response: group.scalar(proof.response + 1n) })).toBe(false);
    expect(holds(publicKey, 'sig|h|', { ...proof, challenge: group.scalar(proof.challenge + 1n) })).toBe(
      false,
    );
  });

  it('[C-26] of one kind do not serve as another: every kind has its own prefix', () => {
    const pok = proveKnowledge(group, secret, { prefix: 'pok|GROUP|X|' });
    expect(isKnowledgeProven(group, publicKey, { prefix: 'pok|GROUP|X|', proof: pok })).toBe(true);
    for (const prefix of [
      'sig|GROUP|X|',
      'sigmsg|GROUP|X|',
      'prove|GROUP|X|',
      'decrypt|GROUP|X|',
      'pok|OTHER|X|',
    ])
      expect(isKnowledgeProven(group, publicKey, { prefix, proof: pok })).toBe(false);
    const base = power(group, 99n);
    const statement = { public: publicKey, base, image: group.power(base, secret) };
    const decryption = proveEqualExponent(group, secret, { prefix: 'decrypt|φ|X|', base });
    expect(isEqualExponentProven(group, statement, { prefix: 'decrypt|φ|X|', proof: decryption })).toBe(true);
    expect(isEqualExponentProven(group, statement, { prefix: 'prove|φ|X|', proof: decryption })).toBe(false);
    expect(isKnowledgeProven(group, publicKey, { prefix: 'decrypt|φ|X|', proof: decryption })).toBe(false);
  });

  it('of equal exponents hold for their statement only', () => {
    const base = power(group, 12_345n);
    const statement = { public: publicKey, base, image: group.power(base, secret) };
    const proof = proveEqualExponent(group, secret, { prefix: 'decrypt|φ|X|', base });
    const holds = (changed: Partial<typeof statement>) =>
      isEqualExponentProven(group, { ...statement, ...changed }, { prefix: 'decrypt|φ|X|', proof });
    expect(holds({})).toBe(true);
    expect(holds({ image: group.product(statement.image, base) })).toBe(false);
    expect(holds({ base: power(group, 12_346n) })).toBe(false);
    expect(holds({ public: power(group, secret + 1n) })).toBe(false);
  });

  it('of one alternative among several hold without telling which, and not for a false one', () => {
    const y = group.prepare(power(group, 77n));
    const r = randomScalar(group);
    const ciphertext = encrypted(group, { y, r, content: 2n });
    const claims = [0, 1, 2, 5];
    const known = claims.map((claimed) => ({ randomness: r, content: 2, claimed }));
    const proofs = proveOneOf(group, y, { alternatives: known, prefix: 'p|' });
    const check = (shown: Ciphertext, changed: object = {}) =>
      checkOneOfEach(group, y, [
        {
          name: 'it',
          prefix: 'p|',
          proofs,
          alternatives: claims.map((claimed) => ({ ciphertext: shown, claimed })),
          ...changed,
        },
      ]);
    expect(check(ciphertext)).toBeUndefined();
    expect(refusalOf(() => check(encrypted(group, { y, r, content: 3n })))).toBe('proof-invalid');
    expect(refusalOf(() => check(ciphertext, { prefix: 'q|' }))).toBe('proof-invalid');
    expect(refusalOf(() => check(ciphertext, { proofs: proofs.toReversed() }))).toBe('proof-invalid');
    expect(refusalOf(() => check(ciphertext, { proofs: proofs.slice(1) }))).toBe('proof-wrong-length');
    expect(refusalOf(() => check(ciphertext, { proofs: [] }))).toBe('proof-wrong-length');
  });

  it('that are checked together are refused by name if one of them is false', () => {
    const y = power(group, 77n);
    const shown = ['first', 'second'].map((name, content) => {
      const randomness = randomScalar(group);
      const claims = [0, 1].map((claimed) => ({ randomness, content, claimed }));
      const ciphertext = encrypted(group, { y, r: randomness, content: BigInt(content) });
      const alternatives = claims.map(({ claimed }) => ({ ciphertext, claimed }));
      return {
        name,
        prefix: `${name}|`,
        alternatives,
        proofs: proveOneOf(group, y, { alternatives: claims, prefix: `${name}|` }),
      };
    });
    expect(checkOneOfEach(group, y, shown)).toBeUndefined();
    const [first, second] = shown;
    const swapped = [first!, { ...second!, prefix: 'first|' }];
    expect(() => checkOneOfEach(group, y, swapped)).toThrow('proof-invalid: second');
  });

  it('cannot be made by this code where every alternative is false', () => {
    const lie = { randomness: randomScalar(group), content: 2, claimed: 0 };
    expect(() => proveOneOf(group, group.generator, { alternatives: [lie], prefix: 'p|' })).toThrow(
      RangeError,
    );
  });

  it('are written as two canonical scalars', () => {
    const proof = proveKnowledge(group, secret, { prefix: 'p|' });
    expect(parseProof(group, formatProof(proof))).toEqual(proof);
    const spelt = { ...formatProof(proof), response: `0${proof.response}` };
    expect(refusalOf(() => parseProof(group, spelt))).toBe('scalar-not-canonical');
  });
});

function encrypted(group: Group, of: { y: Ciphertext['alpha']; r: bigint; content: bigint }): Ciphertext {
  const alpha = power(group, of.r);
  const beta = group.product(group.power(of.y, group.scalar(of.r)), power(group, of.content));
  return { alpha, beta, alphaText: group.format(alpha), betaText: group.format(beta) };
}
