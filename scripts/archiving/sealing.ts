import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { Trouble } from '../running/trouble.ts';

const MAGIC = Buffer.from('stimmhaus-backup 1\n');
const SALT_BYTES = 16;
const TAG_BYTES = 16;
const PIECE_BYTES = 64 * 1024;
/** Binary logarithm of scrypt's N: about half a second and 128 MiB for every guess. */
const USUAL_COST = 17;
const MOST_COST = 20;

export const WRONG =
  'This backup cannot be opened: the passphrase is another one, or the file was changed or cut short.';

function keyFrom(passphrase: string, head: Buffer): Buffer {
  const cost = head[MAGIC.length] ?? 0;
  if (cost < 1 || cost > MOST_COST) throw new Trouble(WRONG);
  const N = 2 ** cost;
  return scryptSync(passphrase.normalize('NFC'), head.subarray(MAGIC.length + 1), 32, {
    N,
    r: 8,
    p: 1,
    maxmem: 2048 * N,
  });
}

/**
 * Nonce of one piece: its number and whether it is the last, so that pieces cannot be cut off, moved or repeated
 * (the STREAM construction, as in C2SP age.md, "Payload"). The key is used for one file only.
 */
function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** Encrypts a stream of bytes under a passphrase. */
export async function* seal(
  plain: AsyncIterable<Buffer>,
  passphrase: string,
  cost = USUAL_COST,
): AsyncGenerator<Buffer> {
  const head = Buffer.concat([MAGIC, Buffer.from([cost]), randomBytes(SALT_BYTES)]);
  const key = keyFrom(passphrase, head);
  yield head;
  let number = 0;
  for await (const { piece, isLast } of pieces(plain, PIECE_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number++, isLast));
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  }
}

/** The exact inverse; throws `Trouble` on a wrong passphrase, a change, a cut or anything appended. */
export async function* unseal(sealed: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const begin = MAGIC.length + 1 + SALT_BYTES;
  let key: Buffer | undefined;
  let number = 0;
  for await (const { piece, isLast } of pieces(sealed, PIECE_BYTES + TAG_BYTES, begin)) {
    if (!key) {
      if (!piece.subarray(0, MAGIC.length).equals(MAGIC))
        throw new Trouble('This file is no backup of Stimmhaus.');
      if (isLast) throw new Trouble(WRONG);
      key = keyFrom(passphrase, piece);
      continue;
    }
    yield open(piece, key, nonceOf(number++, isLast));
  }
}

function open(piece: Buffer, key: Buffer, nonce: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce);
    decipher.setAuthTag(piece.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(piece.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new Trouble(WRONG);
  }
}

interface Piece {
  readonly piece: Buffer;
  readonly isLast: boolean;
}

/** Cuts a stream into pieces of one size, the first perhaps of another; the last, full or not, is marked. */
async function* pieces(source: AsyncIterable<Buffer>, size: number, first = size): AsyncGenerator<Piece> {
  let held: Buffer[] = [];
  let length = 0;
  let wanted = first;
  for await (const chunk of source) {
    held.push(chunk);
    length += chunk.length;
    if (length <= wanted) continue;
    let rest = Buffer.concat(held);
    for (; rest.length > wanted; wanted = size) {
      yield { piece: rest.subarray(0, wanted), isLast: false };
      rest = rest.subarray(wanted);
    }
    held = [rest];
    length = rest.length;
  }
  yield { piece: Buffer.concat(held), isLast: true };
}
