import { createHash } from 'node:crypto';

/** SHA-256 in hex: enough for values of 80 random bits and more, which nobody finds by trying. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}
