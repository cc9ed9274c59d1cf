import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { sha256Bytes } from '../hash.ts';
import { leafHash, merkleRoot } from '../log/merkle.ts';
import { checkInclusion } from '../log/proof.ts';
import { type Random, systemRandom } from '../random.ts';
import { Refused } from '../refusal.ts';
import type { RollCommitment } from './entry.ts';

/** Bytes of the salt of a roll line: 256 bits, so that nobody finds a line by trying names. */
export const SALT_LENGTH = 32;

/** A line of the roll as its member gets it. */
export interface RollLine {
  /** The roll number, from 1 to the size of the roll, each once. */
  readonly number: number;
  /** What the line says, exactly as it was sealed. */
  readonly text: string;
  readonly salt: Uint8Array;
}

/** A fresh salt for one line. */
export function newRollSalt(random: Random = systemRandom): Uint8Array {
  return random(SALT_LENGTH);
}

/**
 * The leaf hash of a line: `leaf(SHA-256(salt ‖ "NUMBER|TEXT" in UTF-8))`, where leaf is that of RFC 6962.
 * Throws TypeError for a salt of another length.
 */
export function rollLeaf({ number, text, salt }: RollLine): Uint8Array {
  if (salt.length !== SALT_LENGTH) throw new TypeError('a salt has 32 bytes');
  return leafHash(sha256Bytes(Uint8Array.of(...salt, ...new TextEncoder().encode(`${number}|${text}`))));
}

/**
 * What is published of a roll: its size and the Merkle root (RFC 6962, hex) over its leaves by rising roll number. With a
 * tree, a member proves the own line without those of others.
 * @param leaves of roll numbers 1, 2, 3 … without gap
 */
export function rollCommitmentOf(leaves: readonly Uint8Array[]): RollCommitment {
  return { size: leaves.length, hash: bytesToHex(merkleRoot(leaves)) };
}

/**
 * Checks that this line stands on the roll that was published.
 * @param path inclusion proof of leaf `number − 1`, as `inclusionProof` makes it
 * Refused: roll-line-invalid. Not checked: that no other line is about the same person.
 */
export function checkRollLine(line: RollLine, roll: RollCommitment, path: readonly Uint8Array[]): void {
  const place = { index: line.number - 1, size: roll.size, root: hexToBytes(roll.hash) };
  try {
    checkInclusion(rollLeaf(line), place, path);
  } catch {
    throw new Refused('roll-line-invalid', `${line.number}`);
  }
}
