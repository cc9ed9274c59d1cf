/** Ways to write an exponent 0 ≤ s < 2^253, lowest digit first. Not constant-time: for public exponents only. */

/** Places that `sparseDigits` fills. */
export const SPARSE_PLACES = 254;

const WIDTH = 5;

/** The 32 bytes of an exponent, lowest first. */
function bytesOf(s: bigint): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(32));
  for (let i = 0; i < 4; i++) bytes.setBigUint64(8 * i, BigInt.asUintN(64, s >> BigInt(64 * i)), true);
  return new Uint8Array(bytes.buffer);
}

/** 32 digits to the base 256, each from −127 to 128. */
export function signedBytes(s: bigint): Int16Array {
  const digits = Int16Array.from(bytesOf(s));
  for (let i = 0, carry = 0; i < digits.length; i++) {
    const digit = digits[i]! + carry;
    carry = digit > 128 ? 1 : 0;
    digits[i] = digit - 256 * carry;
  }
  return digits;
}

/** Digits to the base 2, each 0 or odd and at most 15 in size, of which any five neighbours have at most one not 0. */
export function sparseDigits(s: bigint): Int8Array {
  const bytes = bytesOf(s);
  const bit = (i: number) => (bytes[i >> 3]! >> (i & 7)) & 1;
  const digits = new Int8Array(SPARSE_PLACES);
  for (let i = 0, carry = 0; i < SPARSE_PLACES; i++) {
    const low = bit(i) + carry;
    carry = low >> 1;
    if (low !== 1) continue;
    let digit = 1;
    for (let j = 1; j < WIDTH; j++) digit += (((bytes[(i + j) >> 3] ?? 0) >> ((i + j) & 7)) & 1) << j;
    carry = digit > 15 ? 1 : 0;
    digits[i] = digit - 32 * carry;
    i += WIDTH - 1;
  }
  return digits;
}
