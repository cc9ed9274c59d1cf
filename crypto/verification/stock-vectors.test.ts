import { describe, expect } from 'vitest';
import { belenios2048 } from '../group/belenios-2048.ts';
import { sodiumEd25519 } from '../testing/election.ts';
import { itWithVectors, vectorBytes, vectorText } from '../testing/vectors.ts';
import { verifyArchive } from './verify-archive.ts';

const groups = [sodiumEd25519, belenios2048];
const verify = (bytes: Uint8Array) => verifyArchive(() => [bytes], { groups });

interface ArchiveVector {
  readonly case: string;
  readonly file: string;
  readonly expect: string;
  readonly result: string;
}

describe('[R-37] elections held with stock belenios-tool', () => {
  const names = [
    '01-b2048-single-blank',
    '02-b2048-multi-two-trustees-revote',
    '03-b2048-threshold-2of3',
    '04-b2048-threshold-2of3-old-format',
    '05-b2048-single-and-threshold',
    '06-b2048-weights',
    '07-b2048-ten',
    '09-ed25519-single-blank',
    '10-ed25519-threshold-2of3-multi',
    '11-ed25519-single-and-threshold-revote',
    '12-ed25519-weights',
    '13-ed25519-ten',
    '20-negative-base-b2048',
    '21-negative-base-ed25519',
  ];
  for (const name of names)
    itWithVectors(`are accepted with their result: ${name}`, async () => {
      const uuid = vectorText(`elections/${name}/uuid.txt`);
      const { verdict, reason, result, checks } = await verify(vectorBytes(`elections/${name}/${uuid}.bel`));
      expect([verdict, reason]).toEqual(['accept', '']);
      expect(JSON.stringify({ result })).toBe(vectorText(`elections/${name}/result.json`));
      expect(checks.every(({ ok }) => ok)).toBe(true);
    });

  const unsupported = ['08-rfc3526-nonhomomorphic', '14-ed25519-nonhomomorphic', '15-ed25519-lists'];
  for (const name of unsupported)
    itWithVectors(`are not judged where they need shuffles: ${name}`, async () => {
      const uuid = vectorText(`elections/${name}/uuid.txt`);
      const verdict = await verify(vectorBytes(`elections/${name}/${uuid}.bel`));
      expect(verdict.verdict).toBe('unsupported');
      expect(verdict.result).toBeUndefined();
    });

  itWithVectors('are refused while they are unfinished', async () => {
    const setup = await verify(vectorBytes('elections/09-ed25519-single-blank/stages/1-setup.bel'));
    expect([setup.verdict, setup.reason]).toEqual(['reject', 'archive-unfinished: it ends after Setup']);
  });
});

describe('[R-37] archives made wrong on purpose', () => {
  itWithVectors('have the verdict that is expected of us', async () => {
    const vectors = JSON.parse(vectorText('negative-archives/archives.json')) as ArchiveVector[];
    expect(vectors.length).toBeGreaterThan(50);
    for (const vector of vectors) {
      const { verdict, result } = await verify(vectorBytes(`negative-archives/${vector.file}`));
      expect([vector.case, verdict]).toEqual([vector.case, vector.expect]);
      if (verdict === 'accept') expect(JSON.stringify({ result })).toBe(vector.result);
    }
  });
});
