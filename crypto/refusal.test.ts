import { describe, expect, it } from 'vitest';
import { asRefused, isUnsupported, Refused, within } from './refusal.ts';

const refuse = (detail?: string) => () => {
  throw new Refused('element-not-canonical', detail);
};

describe('a refusal', () => {
  it('has a stable code, and a detail for people', () => {
    const bare = new Refused('proof-invalid');
    expect([bare.name, bare.code, bare.detail, bare.message]).toEqual([
      'Refused',
      'proof-invalid',
      '',
      'proof-invalid',
    ]);
    expect(new Refused('proof-invalid', 'answer 3').message).toBe('proof-invalid: answer 3');
  });

  it('says whether it means "cannot judge"', () => {
    expect(isUnsupported(new Refused('unsupported-group'))).toBe(true);
    expect(isUnsupported(new Refused('proof-invalid'))).toBe(false);
    expect(isUnsupported(new Error('unsupported-group'))).toBe(false);
  });

  it('is told where it happened, from the inside out', () => {
    expect(() => within('answer 1', () => within('choice 2', refuse()))).toThrow(
      'canonical: answer 1: choice 2',
    );
    expect(() => within('answer 1', refuse('xyz'))).toThrow('element-not-canonical: answer 1: xyz');
    expect(within('answer 1', () => 7)).toBe(7);
  });

  it('is not made of other errors', () => {
    const broken = () => {
      throw new TypeError('broken');
    };
    expect(() => within('answer 1', broken)).toThrow(TypeError);
  });
});

describe('what was caught', () => {
  it('is given back where it is a refusal', () => {
    const refusal = new Refused('too-late');
    expect(asRefused(refusal)).toBe(refusal);
  });

  it('goes on where it is a fault of the program', () => {
    expect(() => asRefused(new TypeError('broken'))).toThrow('broken');
  });
});
