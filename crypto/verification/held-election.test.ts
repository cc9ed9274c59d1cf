import { describe, expect, it } from 'vitest';
import { belenios2048 } from '../group/belenios-2048.ts';
import type { Group } from '../group/group.ts';
import type { Question } from '../question.ts';
import { ANY_OF_TWO, CHOOSE_ONE, sodiumEd25519 } from '../testing/election.ts';
import { archiveOf, eventsOf, heldElection, type Plan } from '../testing/held-election.ts';
import { itWithStockTool, judged } from '../testing/stock.ts';
import { verifyArchive } from './verify-archive.ts';

const groups = [sodiumEd25519, belenios2048];
const verdictOf = async (bytes: Uint8Array) => (await verifyArchive(() => [bytes], { groups })).verdict;

const SEVERAL: Question = {
  answers: ['A', 'B', 'C'],
  blank: true,
  min: 1,
  max: 2,
  question: 'Welche „zwei“?',
};
const ONLY: Question = { answers: ['Ja'], min: 0, max: 1, question: 'Ja?' };

const PLANS: [string, Plan, readonly number[]][] = [
  [
    'two of three trustees, several questions, a re-vote',
    {
      group: sodiumEd25519,
      questions: [CHOOSE_ONE, ANY_OF_TWO, SEVERAL, ONLY],
      votes: [
        { voter: 0, vote: [[0, 1, 0, 0], [1, 1], [0, 1, 0, 1], [1]] },
        { voter: 1, vote: [[1, 0, 0, 0], [0, 1], [1, 0, 0, 0], [0]] },
        { voter: 2, vote: [[0, 0, 0, 1], [0, 0], [0, 0, 1, 0], [1]] },
        { voter: 0, vote: [[0, 0, 1, 0], [1, 0], [1, 0, 0, 0], [0]] },
      ],
      keepers: { singles: 0, pedersen: { size: 3, threshold: 2 } },
      absent: 2,
    },
    [1, 3],
  ],
  [
    'a single trustee beside three of five, weights',
    {
      group: sodiumEd25519,
      questions: [CHOOSE_ONE],
      votes: [
        { voter: 0, vote: [[0, 1, 0, 0]], weight: 3n },
        { voter: 1, vote: [[1, 0, 0, 0]], weight: 20n },
      ],
      keepers: { singles: 1, pedersen: { size: 5, threshold: 3 } },
    },
    [1, 3, 4, 6],
  ],
  [
    'two of two trustees in BELENIOS-2048',
    {
      group: belenios2048,
      questions: [ANY_OF_TWO],
      votes: [
        { voter: 0, vote: [[1, 1]] },
        { voter: 1, vote: [[0, 1]] },
      ],
      keepers: { singles: 0, pedersen: { size: 2, threshold: 2 } },
    },
    [1, 2],
  ],
];

describe('[R-37] an election held with our own code', () => {
  it.each(PLANS)(
    'is accepted by our verifier: %s',
    async (_, plan, owners) => {
      expect(await verdictOf(await archiveOf(eventsOf(await heldElection(plan), owners)))).toBe('accept');
    },
    120_000,
  );

  for (const [name, plan, owners] of PLANS)
    itWithStockTool(
      `is judged alike by stock belenios-tool, whole and with one bit changed: ${name}`,
      async (folder) => {
        const bytes = await archiveOf(eventsOf(await heldElection(plan), owners));
        expect(judged(folder, bytes)).toBe('accept');
        for (const at of flips(bytes)) {
          const flipped = bytes.slice();
          flipped[at]! ^= 1;
          expect([at, judged(folder, flipped), await verdictOf(flipped)]).toEqual([at, 'reject', 'reject']);
        }
      },
    );

  it('[R-53] has one result, whoever decrypts and however often it is counted', async () => {
    const held = await heldElection(PLANS[0]![1]);
    const results = [
      [1, 2],
      [2, 3],
      [3, 1],
      [1, 2, 3],
    ].map((owners) => eventsOf(held, owners).at(-1));
    expect(new Set(results.map((event) => JSON.stringify(event))).size).toBe(1);
  });
});

/** Places all over an archive: its first and last record, and between. */
function flips(bytes: Uint8Array): number[] {
  return [540, 1600, 5000, Math.floor(bytes.length / 2), bytes.length - 700, bytes.length - 1];
}

describe('the same plan', () => {
  it.each<[string, Group]>([
    ['Ed25519', sodiumEd25519],
    ['BELENIOS-2048', belenios2048],
  ])('gives the same election in %s, so that a failing test can be looked at again', async (_, group) => {
    const plan = { group, questions: [ONLY], votes: [{ voter: 0, vote: [[1]] }] };
    const [one, other] = [await heldElection(plan), await heldElection(plan)];
    expect(other.ballots).toEqual(one.ballots);
    expect(other.election.fingerprint).toBe(one.election.fingerprint);
  });
});
