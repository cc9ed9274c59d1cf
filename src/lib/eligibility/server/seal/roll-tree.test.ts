import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inclusionProof, rangeHashes, rollCommitmentOf } from '#crypto';
import { levelsOver, pathPlaces } from './roll-tree.ts';

const leaves = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { minLength: 1, maxLength: 70 });
const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex');

describe('the tree over a roll', () => {
  it('has the root that is published, whatever its size', () => {
    fc.assert(
      fc.property(leaves, (given) => {
        expect(hex(levelsOver(given).at(-1)?.[0])).toBe(rollCommitmentOf(given).hash);
      }),
    );
  });

  it('holds every hash of every proof where it says', () => {
    fc.assert(
      fc.property(leaves, (given) => {
        const levels = levelsOver(given);
        for (let index = 0; index < given.length; index++) {
          const path = pathPlaces(index, given.length).map((at) => hex(levels[at.level]?.[at.index]));
          expect(path).toEqual(inclusionProof(rangeHashes(given), index, given.length).map(hex));
        }
      }),
    );
  });
});
