import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOf, sodiumEd25519 as group } from '../testing/election.ts';
import { createSeed, derivedRandom, deriveSecrets, parseSeed, polynomialAt, printSeed } from './seed.ts';

const at = { place: 'uuid|1', threshold: 3 };

describe('a seed', () => {
  it('has 22 base58 characters and comes back from paper, however it was copied', () => {
    const seed = createSeed();
    expect(seed).toMatch(/^[1-9A-HJ-NP-Za-km-z]{22}$/);
    expect(printSeed(seed)).toMatch(/^\w{5}-\w{6}-\w{5}-\w{6}$/);
    for (const typed of [
      printSeed(seed),
      seed,
      ` ${printSeed(seed)}\n`,
      printSeed(seed).replaceAll('-', ' '),
    ])
      expect(parseSeed(typed)).toBe(seed);
  });

  it.each(['', '1'.repeat(21), '1'.repeat(23), `${'1'.repeat(21)}0`, `${'1'.repeat(21)}l`])(
    'is not taken in the form %j',
    (typed) => expect(refusalOf(() => parseSeed(typed))).toBe('seed-malformed'),
  );

  it('always gives the same secrets, and others in another place', () => {
    const [seed, other] = [createSeed(), createSeed()];
    const secrets = deriveSecrets(group, seed, at);
    expect(deriveSecrets(group, seed, at)).toEqual(secrets);
    expect(deriveSecrets(group, other, at).sk).not.toBe(secrets.sk);
    const elsewhere = deriveSecrets(group, seed, { ...at, place: 'uuid|2' });
    expect(elsewhere.sk).toBe(secrets.sk);
    expect(elsewhere.polynomial).not.toEqual(secrets.polynomial);
    expect(new Set([secrets.sk, secrets.dk, ...secrets.polynomial]).size).toBe(5);
  });

  it('gives random bytes that depend on the purpose, and never twice the same', () => {
    const random = derivedRandom('seed', 'purpose');
    const [first, second] = [random(100), random(100)];
    expect(first).not.toEqual(second);
    expect(derivedRandom('seed', 'purpose')(100)).toEqual(first);
    expect(derivedRandom('seed', 'other')(100)).not.toEqual(first);
    expect(random(0)).toHaveLength(0);
  });
});

describe('a polynomial', () => {
  it('is evaluated as its definition says', () => {
    const coefficient = fc.bigInt({ min: 0n, max: group.order - 1n }).map((a) => group.scalar(a));
    fc.assert(
      fc.property(fc.array(coefficient, { minLength: 1, maxLength: 6 }), fc.nat(300), (polynomial, x) => {
        const sum = polynomial.reduce((total, a, k) => total + a * BigInt(x) ** BigInt(k), 0n);
        expect(polynomialAt(group, polynomial, x)).toBe(group.scalar(sum));
      }),
    );
  });
});
