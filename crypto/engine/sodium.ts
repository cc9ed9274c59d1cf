import { ed25519 } from '../group/ed25519.ts';
import type { Commitment, Element, Group, Scalar } from '../group/group.ts';

/** The five functions of sodium-native (or another binding of libsodium) that this engine calls. */
export interface Sodium {
  crypto_core_ed25519_is_valid_point(point: Uint8Array): boolean;
  crypto_core_ed25519_add(result: Uint8Array, x: Uint8Array, y: Uint8Array): void;
  crypto_core_ed25519_sub(result: Uint8Array, x: Uint8Array, y: Uint8Array): void;
  crypto_scalarmult_ed25519_noclamp(result: Uint8Array, scalar: Uint8Array, point: Uint8Array): void;
  crypto_scalarmult_ed25519_base_noclamp(result: Uint8Array, scalar: Uint8Array): void;
}

/** The 32 bytes of RFC 8032. */
class BytesElement {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

function element(bytes: Buffer): Element {
  return new BytesElement(bytes) as unknown as Element;
}

function inner(x: Element): Buffer {
  if (!(x instanceof BytesElement)) throw new TypeError('an element of another group or engine');
  return x.bytes;
}

function scalarBytes(s: bigint): Buffer {
  return Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse();
}

function format(x: Buffer): string {
  return Buffer.from(x).reverse().toString('hex');
}

const NEUTRAL = scalarBytes(1n);
const isNeutral = (x: Buffer) => x.equals(NEUTRAL);

/**
 * Ed25519 by libsodium, for Node. Equal to `group/ed25519.ts` in every result and every refusal. libsodium's
 * multiplications are constant-time, decode and encode each time, and refuse points outside of the subgroup once more;
 * what they do not take (exponent 0, the neutral element) is answered here.
 */
class SodiumEd25519 implements Group {
  readonly name = 'Ed25519';
  readonly order = ed25519.order;
  readonly generator: Element;
  readonly neutral: Element;
  readonly #sodium: Sodium;
  readonly #generator: Buffer;

  constructor(sodium: Sodium) {
    this.#sodium = sodium;
    this.#generator = fill((to) => sodium.crypto_scalarmult_ed25519_base_noclamp(to, scalarBytes(1n)));
    this.generator = element(this.#generator);
    this.neutral = element(NEUTRAL);
  }

  scalar(x: bigint): Scalar {
    return ed25519.scalar(x);
  }

  parseScalar(text: string): Scalar {
    return ed25519.parseScalar(text);
  }

  /** Where libsodium says no, noble says why; the neutral element, which libsodium does not call valid, passes there. */
  parse(text: string): Element {
    const bytes = Buffer.from(text, 'hex').reverse();
    const isValid = bytes.length === 32 && this.#sodium.crypto_core_ed25519_is_valid_point(bytes);
    if (!isValid || format(bytes) !== text) ed25519.parse(text);
    return element(bytes);
  }

  format(x: Element): string {
    return format(inner(x));
  }

  formatAll(xs: readonly Element[]): string[] {
    return xs.map((x) => format(inner(x)));
  }

  isEqual(x: Element, y: Element): boolean {
    return inner(x).equals(inner(y));
  }

  isNeutral(x: Element): boolean {
    return isNeutral(inner(x));
  }

  product(...xs: readonly Element[]): Element {
    return element(xs.map(inner).reduce((sum, x) => this.#add(sum, x), NEUTRAL));
  }

  quotient(x: Element, y: Element): Element {
    return element(this.#subtract(inner(x), inner(y)));
  }

  power(x: Element, s: Scalar): Element {
    return element(this.#power(inner(x), s));
  }

  /** An exponent 0 costs as much as any other. */
  powerSecret(x: Element, s: Scalar): Element {
    const bytes = inner(x);
    if (isNeutral(bytes)) return x;
    const power = this.#multiply(bytes, s === 0n ? 1n : s);
    return element(s === 0n ? NEUTRAL : power);
  }

  prepare(x: Element): Element {
    inner(x);
    return x;
  }

  commit(commitments: readonly Commitment[]): string[] {
    return commitments.map(({ fixed, response, base, challenge, claimed = 0 }) => {
      const claim = this.#power(this.#generator, BigInt(claimed));
      const moved = this.#power(this.#subtract(inner(base), claim), challenge);
      return format(this.#add(this.#power(inner(fixed), response), moved));
    });
  }

  #add(x: Buffer, y: Buffer): Buffer {
    if (isNeutral(x)) return y;
    return fill((to) => this.#sodium.crypto_core_ed25519_add(to, x, y));
  }

  #subtract(x: Buffer, y: Buffer): Buffer {
    if (isNeutral(y)) return x;
    return fill((to) => this.#sodium.crypto_core_ed25519_sub(to, x, y));
  }

  #power(x: Buffer, s: bigint): Buffer {
    if (s === 0n || isNeutral(x)) return NEUTRAL;
    return s === 1n ? x : this.#multiply(x, s);
  }

  /** What libsodium takes: 0 < s < q, x not neutral. */
  #multiply(x: Buffer, s: bigint): Buffer {
    const exponent = scalarBytes(s);
    return x.equals(this.#generator)
      ? fill((to) => this.#sodium.crypto_scalarmult_ed25519_base_noclamp(to, exponent))
      : fill((to) => this.#sodium.crypto_scalarmult_ed25519_noclamp(to, exponent, x));
  }
}

function fill(write: (result: Buffer) => void): Buffer {
  const result = Buffer.allocUnsafeSlow(32);
  write(result);
  return result;
}

/** @param sodium `sodium-native`, given by the caller, so that nothing here pulls a native module in */
export function createSodiumEd25519(sodium: Sodium): Group {
  return new SodiumEd25519(sodium);
}
