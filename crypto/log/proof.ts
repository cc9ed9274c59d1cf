import { Refused } from '../refusal.ts';
import { merkleRoot, nodeHash } from './merkle.ts';

/** The hash over the leaves with index `start` ≤ i < `end` as one tree. */
export type RangeHash = (start: number, end: number) => Uint8Array;

/**
 * The hashes of all parts of a tree, each computed once and kept: for answering many proofs over the same leaves.
 * @param leaves the leaf hashes, in order; they must not change afterwards
 */
export function rangeHashes(leaves: readonly Uint8Array[]): RangeHash {
  const known = new Map<string, Uint8Array>();
  const hashOf: RangeHash = (start, end) => {
    if (end - start < 2) return merkleRoot(leaves.slice(start, end));
    const name = `${start}-${end}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    const middle = start + splitOf(end - start);
    const hash = nodeHash(hashOf(start, middle), hashOf(middle, end));
    known.set(name, hash);
    return hash;
  };
  return hashOf;
}

/**
 * The proof that leaf `index` is in the tree of `size` leaves: the hashes beside its path, from the leaf upwards.
 * Source: RFC 6962 §2.1.1. Throws RangeError unless 0 ≤ index < size.
 */
export function inclusionProof(hashOf: RangeHash, index: number, size: number): Uint8Array[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const path: Uint8Array[] = [];
  for (let start = 0, end = size; end - start > 1;) {
    const middle = start + splitOf(end - start);
    const isLeft = index < middle;
    path.push(isLeft ? hashOf(middle, end) : hashOf(start, middle));
    [start, end] = isLeft ? [start, middle] : [middle, end];
  }
  return path.reverse();
}

/**
 * The proof that the tree of the first `first` leaves is the beginning of the tree of `size` leaves.
 * Source: RFC 6962 §2.1.2. Empty for first = 0 and first = size. Throws RangeError unless 0 ≤ first ≤ size.
 */
export function consistencyProof(hashOf: RangeHash, first: number, size: number): Uint8Array[] {
  if (!(first >= 0 && first <= size)) throw new RangeError(`a tree of ${size} does not begin with ${first}`);
  if (first === 0) return [];
  const path: Uint8Array[] = [];
  let [start, end] = [0, size];
  while (first !== end) {
    const middle = start + splitOf(end - start);
    const isLeft = first <= middle;
    path.push(isLeft ? hashOf(middle, end) : hashOf(start, middle));
    [start, end] = isLeft ? [start, middle] : [middle, end];
  }
  if (start !== 0) path.push(hashOf(start, end));
  return path.reverse();
}

/** Where a leaf stands and in which tree. */
export interface Place {
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Checks that the leaf with hash `leaf` stands at `place`. Source: RFC 9162 §2.1.3.2 (same tree as RFC 6962).
 * Refused: inclusion-invalid (also for a path of the wrong length).
 */
export function checkInclusion(leaf: Uint8Array, place: Place, path: readonly Uint8Array[]): void {
  const { index, size, root } = place;
  if (!isCount(index) || !isCount(size) || index >= size)
    throw new Refused('inclusion-invalid', 'no such leaf');
  let hash = leaf;
  let [at, last] = [index, size - 1];
  for (const beside of path) {
    if (last === 0) throw new Refused('inclusion-invalid', 'path too long');
    const isRight = at % 2 === 1 || at === last;
    hash = isRight ? nodeHash(beside, hash) : nodeHash(hash, beside);
    if (isRight) [at, last] = skipLoneLevels(at, last);
    [at, last] = [half(at), half(last)];
  }
  if (last !== 0) throw new Refused('inclusion-invalid', 'path too short');
  if (!isEqualHash(hash, root)) throw new Refused('inclusion-invalid', 'other root');
}

/** A tree by size and root. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Checks that `older` is the beginning of `newer`: nothing was removed, changed or put before something else.
 * Source: RFC 9162 §2.1.4.2. The empty tree is the beginning of every tree and needs the empty proof.
 * Refused: consistency-invalid; record-rolled-back (newer is smaller); record-forked (same size, other root).
 */
export function checkConsistency(older: TreeHead, newer: TreeHead, path: readonly Uint8Array[]): void {
  if (!isCount(older.size) || !isCount(newer.size)) throw new Refused('consistency-invalid', 'no such size');
  if (older.size > newer.size) throw new Refused('record-rolled-back', `${newer.size} after ${older.size}`);
  if (older.size === newer.size && !isEqualHash(older.root, newer.root)) throw new Refused('record-forked');
  if (older.size === 0 || older.size === newer.size) {
    if (path.length !== 0) throw new Refused('consistency-invalid', 'proof where none is needed');
    return;
  }
  checkExtension(older, newer, path);
}

function checkExtension(older: TreeHead, newer: TreeHead, path: readonly Uint8Array[]): void {
  const isPerfect = 2 ** Math.floor(Math.log2(older.size)) === older.size;
  const [first, ...others] = isPerfect ? [older.root, ...path] : path;
  if (first === undefined) throw new Refused('consistency-invalid', 'path too short');
  let [at, last] = [older.size - 1, newer.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let [olderRoot, newerRoot] = [first, first];
  for (const beside of others) {
    if (last === 0) throw new Refused('consistency-invalid', 'path too long');
    const isRight = at % 2 === 1 || at === last;
    if (isRight) olderRoot = nodeHash(beside, olderRoot);
    newerRoot = isRight ? nodeHash(beside, newerRoot) : nodeHash(newerRoot, beside);
    if (isRight) [at, last] = skipLoneLevels(at, last);
    [at, last] = [half(at), half(last)];
  }
  if (last !== 0) throw new Refused('consistency-invalid', 'path too short');
  if (!isEqualHash(olderRoot, older.root)) throw new Refused('consistency-invalid', 'other beginning');
  if (!isEqualHash(newerRoot, newer.root)) throw new Refused('consistency-invalid', 'other root');
}

/** A node without a partner on its level is the same node one level up: passes the levels where `at` has no right mate. */
function skipLoneLevels(at: number, last: number): [number, number] {
  let [position, end] = [at, last];
  while (position !== 0 && position % 2 === 0) [position, end] = [half(position), half(end)];
  return [position, end];
}

/** Whether two hashes are the same bytes. Not constant-time: hashes of a public tree are no secret. */
export function isEqualHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

/** The largest power of two below `count` (count ≥ 2). */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

function half(x: number): number {
  return Math.floor(x / 2);
}

function isCount(x: number): boolean {
  return Number.isSafeInteger(x) && x >= 0;
}
