const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Random bytes from the platform's CSPRNG; a parameter of everything that makes an id. */
export type RandomBytes = (length: number) => Uint8Array;

export const randomBytes: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/**
 * A random text of base58 characters (58^22 > 2^128), without modulo bias.
 * Used for identifiers that stand in addresses and for one-time tokens.
 */
export function base58Id(length = 22, random: RandomBytes = randomBytes): string {
  let text = '';
  while (text.length < length) {
    for (const byte of random(length)) {
      if (byte < 232 && text.length < length) text += BASE58[byte % 58];
    }
  }
  return text;
}

/** Version 4 UUID for rows. */
export function rowId(): string {
  return crypto.randomUUID();
}
