/** Ways to write an exponent 0 ≤ s < 2^254, lowest digit first. Not constant-time: for public exponents only. */

/** Bits that a digit of `sparseDigits` may span. */
export const WIDTH = 5;

/** 32 digits to the base 256, each from −127 to 128. */
export function signedBytes(s: bigint): number[] {
  const hex = s.toString(16).padStart(64, '0');
  let carry = 0;
  return Array.from({ length: 32 }, (_, i) => {
    const digit = carry + parseInt(hex.slice(62 - 2 * i, 64 - 2 * i), 16);
    carry = digit > 128 ? 1 : 0;
    return digit - 256 * carry;
  });
}

/** Digits to the base 2, each 0 or odd and at most 15 in size, of which any five neighbours have at most one not 0. */
export function sparseDigits(s: bigint): number[] {
  const bits = Array.from(s.toString(2), Number).reverse();
  const digits = bits.map(() => 0).concat(0);
  let carry = 0;
  for (let i = 0; i < digits.length; i++) {
    const low = (bits[i] ?? 0) + carry;
    carry = low === 2 ? 1 : 0;
    if (low !== 1) continue;
    let digit = 1;
    for (let j = 1; j < WIDTH; j++) digit += (bits[i + j] ?? 0) << j;
    carry = digit > 15 ? 1 : 0;
    digits[i] = digit - 32 * carry;
    i += WIDTH - 1;
  }
  return digits;
}
