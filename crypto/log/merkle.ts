import { sha256 } from '@noble/hashes/sha2.js';
import { Refused } from '../refusal.ts';

/** Bytes of a leaf, node or root hash. */
export const HASH_LENGTH = 32;

/**
 * The state of an append-only tree that is enough to go on with: the roots of the perfect subtrees that its size is made
 * of, largest first (one per set bit of `size`). Adding a leaf needs nothing else.
 */
export interface Frontier {
  /** Number of leaves. */
  readonly size: number;
  readonly nodes: readonly Uint8Array[];
}

/** The tree without leaves. */
export const EMPTY_FRONTIER: Frontier = { size: 0, nodes: [] };

/** `SHA-256(0x00 ‖ entry)`. Source: RFC 6962 §2.1. */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256.create().update(Uint8Array.of(0)).update(entry).digest();
}

/** `SHA-256(0x01 ‖ left ‖ right)`. Source: RFC 6962 §2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256.create().update(Uint8Array.of(1)).update(left).update(right).digest();
}

/** The frontier after one more leaf, given as its hash. */
export function withLeaf(frontier: Frontier, leaf: Uint8Array): Frontier {
  const nodes = [...frontier.nodes];
  let node = leaf;
  for (let rest = frontier.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    node = nodeHash(nodes.pop() as Uint8Array, node);
  }
  nodes.push(node);
  return { size: frontier.size + 1, nodes };
}

/** The root hash of the tree; of the empty tree, SHA-256 of nothing (RFC 6962 §2.1). */
export function rootOf(frontier: Frontier): Uint8Array {
  const [last, ...others] = [...frontier.nodes].reverse();
  if (last === undefined) return sha256(new Uint8Array());
  return others.reduce((root, node) => nodeHash(node, root), last);
}

/** The root hash over leaves given by their hashes. */
export function merkleRoot(leaves: Iterable<Uint8Array>): Uint8Array {
  let frontier = EMPTY_FRONTIER;
  for (const leaf of leaves) frontier = withLeaf(frontier, leaf);
  return rootOf(frontier);
}

/**
 * A frontier from its parts, as stored: refused (frontier-invalid) unless there is exactly one hash of 32 bytes for each
 * set bit of `size`.
 */
export function parseFrontier(size: number, nodes: readonly Uint8Array[]): Frontier {
  const wanted = Number.isSafeInteger(size) && size >= 0 ? setBits(size) : -1;
  if (nodes.length !== wanted || nodes.some((node) => node.length !== HASH_LENGTH)) {
    throw new Refused('frontier-invalid', `${nodes.length} nodes for size ${size}`);
  }
  return { size, nodes };
}

function setBits(size: number): number {
  return size.toString(2).replaceAll('0', '').length;
}
