import { describe, expect, it } from 'vitest';
import { belenios2048 } from './group/belenios-2048.ts';
import { ed25519 } from './group/ed25519.ts';
import { integerFromBytes, randomScalar, systemRandom } from './random.ts';

describe('randomness', () => {
  it('comes fresh from the system', () => {
    expect(systemRandom(32)).toHaveLength(32);
    expect(systemRandom(32)).not.toEqual(systemRandom(32));
  });

  it.each([ed25519, belenios2048])('becomes a scalar of $name from 64 bytes reduced mod q', (group) => {
    const bytes = Uint8Array.from({ length: 64 }, (_, i) => 255 - i);
    const wanted: number[] = [];
    const scalar = randomScalar(group, (length) => (wanted.push(length), bytes));
    expect(wanted).toEqual([64]);
    expect(scalar).toBe(integerFromBytes(bytes) % group.order);
    expect(randomScalar(group)).not.toBe(randomScalar(group));
  });

  it('is read big-endian', () => {
    expect(integerFromBytes(Uint8Array.of(1, 0, 10))).toBe(65_546n);
    expect(integerFromBytes(new Uint8Array())).toBe(0n);
  });
});
