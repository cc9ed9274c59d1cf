import { describe, expect, it } from 'vitest';
import {
  base64,
  leafHash,
  merkleRoot,
  newSigningSeed,
  noteKey,
  noteSigner,
  publicKeyOfSeed,
  Refused,
  signCheckpoint,
} from '#crypto';
import { TabStorage } from '../../../../../tests/support/browser/tab-storage.ts';
import {
  followRecord,
  recordGrowth,
  seenRecord,
  type RecordLeaves,
  type SeenRecord,
} from './record-growth.ts';

const ORIGIN = 'haus.example/record/1234567891234567891234';
const UUID = '1234567891234567891234';
const seed = newSigningSeed();
const signer = noteSigner(ORIGIN, seed);
const key = noteKey(ORIGIN, publicKeyOfSeed(seed));
const leaf = (text: string): Uint8Array => leafHash(new TextEncoder().encode(text));
const LEAVES = Array.from({ length: 9 }, (_, i) => leaf(`entry ${i}`));

function shown(leaves: readonly Uint8Array[], signed = leaves): RecordLeaves {
  const checkpoint = { origin: ORIGIN, size: signed.length, root: merkleRoot(signed) };
  return { note: signCheckpoint(checkpoint, signer), leaves: base64(Buffer.concat(leaves)) };
}
const seenAt = (size: number): SeenRecord => ({ size, root: base64(merkleRoot(LEAVES.slice(0, size))) });

function refusal(given: RecordLeaves, seen: SeenRecord | null): string | null {
  try {
    recordGrowth(given, key, seen);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}

describe('[R-38] the record as the booth sees it', () => {
  it.each([1, 2, 3, 4, 7, 8, 9])('is accepted where it grew from %s entries', (size) => {
    expect(recordGrowth(shown(LEAVES), key, seenAt(size))).toEqual(seenAt(9));
  });

  it('is accepted on a first visit', () => {
    expect(recordGrowth(shown(LEAVES), key, null)).toEqual(seenAt(9));
  });

  it.each([1, 4, 9])('is refused where it began otherwise than the %s entries seen before', (size) => {
    const other = [...LEAVES];
    other[0] = leaf('another entry');
    expect(refusal(shown(other), seenAt(size))).toBe('record-forked');
  });

  it('is refused where it is shorter than before', () => {
    expect(refusal(shown(LEAVES.slice(0, 5)), seenAt(6))).toBe('record-forked');
  });

  it('is refused where leaves and checkpoint differ, or nobody signed it', () => {
    const other = [...LEAVES.slice(0, 8), leaf('another entry')];
    expect(refusal(shown(other, LEAVES), null)).toBe('record-malformed');
    expect(refusal(shown(LEAVES.slice(0, 8), LEAVES), null)).toBe('record-malformed');
    const root = merkleRoot(LEAVES);
    for (const size of [8, 10]) {
      const miscounted = signCheckpoint({ origin: ORIGIN, size, root }, signer);
      expect(refusal({ ...shown(LEAVES), note: miscounted }, null)).toBe('record-malformed');
    }
    const { note } = shown(LEAVES);
    const forged = { ...shown(LEAVES), note: note.replace('\n9\n', '\n8\n') };
    expect(refusal(forged, null)).not.toBeNull();
  });

  it('is remembered as it grows, and stays as it was where another is shown', () => {
    const storage = new TabStorage();
    const setup = { uuid: UUID, recordKey: key };
    for (const size of [3, 6, 9]) {
      followRecord(setup, storage, shown(LEAVES.slice(0, size)));
      expect(seenRecord(storage, UUID)).toEqual(seenAt(size));
    }
    expect(() => followRecord(setup, storage, shown(LEAVES.slice(0, 2)))).toThrow(Refused);
    expect(seenRecord(storage, UUID)).toEqual(seenAt(9));
  });

  it.each(['no json', '{}', '{"size":-1.5,"root":"x"}', '[]'])('forgets what cannot be read: %s', (text) => {
    const storage = new TabStorage();
    storage.setItem(`stimmhaus-record:${UUID}`, text);
    expect(seenRecord(storage, UUID)).toBeNull();
  });
});
