import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_FRONTIER, leafHash, merkleRoot, nodeHash, parseFrontier, rootOf, withLeaf } from './merkle.ts';
import { checkConsistency, checkInclusion, consistencyProof, inclusionProof, rangeHashes } from './proof.ts';

/** The entries and roots of the tests of Certificate Transparency, the reference for RFC 6962. */
const entries = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => leafHash(hexToBytes(hex)));
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const LARGEST = 130;
const leaves = Array.from({ length: LARGEST }, (_, i) => leafHash(Uint8Array.of(i)));
const hashOf = rangeHashes(leaves);
const head = (size: number) => ({ size, root: hashOf(0, size) });
const flipped = (hash: Uint8Array) => hash.map((byte, i) => (i === 5 ? byte ^ 1 : byte));

describe('the tree of the record', () => {
  it('has the roots of RFC 6962', () => {
    expect(bytesToHex(rootOf(EMPTY_FRONTIER))).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    roots.forEach((root, i) => expect(bytesToHex(merkleRoot(entries.slice(0, i + 1)))).toBe(root));
  });

  it('has the proofs of RFC 6962', () => {
    const known = rangeHashes(entries);
    expect(inclusionProof(known, 2, 3).map(bytesToHex)).toEqual([roots[1]]);
    expect(consistencyProof(known, 6, 8).map(bytesToHex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      roots[3],
    ]);
    expect(consistencyProof(known, 2, 5).map(bytesToHex)).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
  });

  it('has the same root whether it grows leaf by leaf or is computed from its ranges', () => {
    let frontier = EMPTY_FRONTIER;
    for (const [i, leaf] of leaves.entries()) {
      frontier = withLeaf(frontier, leaf);
      expect(rootOf(frontier)).toEqual(hashOf(0, i + 1));
      expect(parseFrontier(frontier.size, frontier.nodes)).toEqual(frontier);
    }
  });

  it('keeps leaves and nodes apart: two leaves cannot be passed off as one', () => {
    const [a, b] = [leafHash(Uint8Array.of(1)), leafHash(Uint8Array.of(2))];
    expect(leafHash(Uint8Array.of(...a, ...b))).not.toEqual(nodeHash(a, b));
  });

  it.each([
    [-1, 0],
    [1.5, 1],
    [2, 2],
    [3, 1],
  ])('refuses a stored state of size %d with %d nodes', (size, count) => {
    const nodes = Array.from({ length: count }, () => new Uint8Array(32));
    expect(() => parseFrontier(size, nodes)).toThrow('frontier-invalid');
    expect(() => parseFrontier(1, [new Uint8Array(31)])).toThrow('frontier-invalid');
  });
});

describe('inclusion', () => {
  it('is proven for every leaf of every size from 1 to 130', () => {
    for (let size = 1; size <= LARGEST; size++) {
      for (let index = 0; index < size; index++) {
        const place = { index, ...head(size) };
        checkInclusion(leaves[index]!, place, inclusionProof(hashOf, index, size));
      }
    }
  });

  it('[R-35] is refused after any change of leaf, place, root or path', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LARGEST }), fc.nat(), fc.nat(), (size, i, j) => {
        const index = i % size;
        const path = inclusionProof(hashOf, index, size);
        const leaf = leaves[index]!;
        const place = { index, ...head(size) };
        checkInclusion(leaf, place, path);
        const wrong: Parameters<typeof checkInclusion>[] = [
          [flipped(leaf), place, path],
          [leaf, { ...place, root: flipped(place.root) }, path],
          [leaf, place, [...path, leaf]],
          [leaf, place, path.slice(0, -1)],
          [leaf, place, path.map((hash, at) => (at === j % path.length ? flipped(hash) : hash))],
          [leaf, { ...place, index: (index + 1) % size }, path],
          [leaf, { ...place, index: size }, path],
        ];
        const applicable = size === 1 ? wrong.filter((_, at) => ![3, 4, 5].includes(at)) : wrong;
        for (const claim of applicable) expect(() => checkInclusion(...claim)).toThrow('inclusion-invalid');
      }),
    );
  });

  it('is refused where the root is right but that of a smaller tree than claimed', () => {
    const [leaf, beside] = [leaves[0]!, leaves[1]!];
    checkInclusion(leaf, { index: 0, ...head(2) }, [beside]);
    expect(() => checkInclusion(leaf, { index: 0, size: 3, root: head(2).root }, [beside])).toThrow(
      'inclusion-invalid',
    );
  });

  it('is refused for places that are no places', () => {
    const root = leaves[0]!;
    for (const [index, size] of [
      [0, 0],
      [-1, 1],
      [0.5, 1],
      [0, Number.NaN],
    ] as const) {
      expect(() => checkInclusion(root, { index, size, root }, [])).toThrow('inclusion-invalid');
    }
    expect(() => inclusionProof(hashOf, 3, 3)).toThrow(RangeError);
    expect(() => inclusionProof(hashOf, -1, 3)).toThrow(RangeError);
  });
});

describe('consistency', () => {
  it('is proven between all sizes from 0 to 130', () => {
    for (let size = 0; size <= LARGEST; size++) {
      for (let first = 0; first <= size; first++) {
        checkConsistency(head(first), head(size), consistencyProof(hashOf, first, size));
      }
    }
  });

  it('[R-38] is refused after any change of roots, sizes or path', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: LARGEST }), fc.nat(), fc.nat(), (size, i, j) => {
        const first = 1 + (i % (size - 1));
        const path = consistencyProof(hashOf, first, size);
        const [older, newer] = [head(first), head(size)];
        checkConsistency(older, newer, path);
        const wrong: Parameters<typeof checkConsistency>[] = [
          [{ ...older, root: flipped(older.root) }, newer, path],
          [older, { ...newer, root: flipped(newer.root) }, path],
          [older, newer, [...path, older.root]],
          [older, newer, path.slice(0, -1)],
          [older, newer, []],
          [older, newer, path.map((hash, at) => (at === j % path.length ? flipped(hash) : hash))],
          [{ ...older, size: 0 }, newer, path],
          [{ ...older, size: -1 }, newer, path],
          [older, { ...newer, size: 0.5 }, path],
        ];
        for (const claim of wrong) expect(() => checkConsistency(...claim)).toThrow('consistency-invalid');
      }),
    );
  });

  it('[B-10] names a record that went back, [B-11] and one that shows two faces', () => {
    checkConsistency(head(7), head(7), []);
    expect(() => checkConsistency(head(8), head(7), [])).toThrow('record-rolled-back');
    expect(() => checkConsistency(head(7), { size: 7, root: head(8).root }, [])).toThrow('record-forked');
    expect(() => checkConsistency(head(7), head(7), [leaves[0]!])).toThrow('consistency-invalid');
    expect(() => consistencyProof(hashOf, 4, 3)).toThrow(RangeError);
    expect(() => consistencyProof(hashOf, -1, 3)).toThrow(RangeError);
  });
});
