import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBallot, createBallot } from '../ballot.ts';
import { parseElection } from '../election.ts';
import { belenios2048 } from '../group/belenios-2048.ts';
import { ed25519 } from '../group/ed25519.ts';
import {
  ANY_OF_TWO,
  CHOOSE_ONE,
  electionOf,
  refusalOf,
  sodiumEd25519 as group,
} from '../testing/election.ts';
import { itWithVectors, vectorBytes, vectorText } from '../testing/vectors.ts';
import { readArchive } from '../archive/reader.ts';
import { parseElectorate } from './electorate.ts';
import { composeTally, encryptTally, lastBallots, mergeTallies, parseTally } from './tally.ts';

const election = electionOf(group, [CHOOSE_ONE, ANY_OF_TWO]);
const cast = (voter: bigint, votes: number[][]) =>
  checkBallot(election, createBallot(election, { credential: group.scalar(voter), votes }).text);
const A = [
  [0, 1, 0, 0],
  [1, 1],
];
const B = [
  [1, 0, 0, 0],
  [0, 1],
];

/** What is in a tally, for who knows the key. */
function contentOf(tally: ReturnType<typeof encryptTally>): number[][] {
  return tally.map((row) =>
    row.map(({ alpha, beta }) => {
      const opened = group.quotient(beta, group.power(alpha, election.secretKey));
      for (let n = 0; n < 100; n++)
        if (group.isEqual(opened, group.power(group.generator, group.scalar(BigInt(n))))) return n;
      return -1;
    }),
  );
}

describe('the encrypted tally', () => {
  const ballots = [cast(1n, A), cast(2n, B), cast(3n, A)];

  it('holds the sum of the votes, each as often as it weighs', () => {
    const counted = (weights: bigint[]) => ballots.map((ballot, i) => ({ ballot, weight: weights[i]! }));
    expect(contentOf(encryptTally(election, counted([1n, 1n, 1n])))).toEqual([
      [1, 2, 0, 0],
      [2, 3],
    ]);
    expect(contentOf(encryptTally(election, counted([10n, 0n, 7n])))).toEqual([
      [0, 17, 0, 0],
      [17, 17],
    ]);
  });

  it('of no ballots is made of neutral elements', () => {
    const text = composeTally(encryptTally(election, []));
    expect(new Set(text.match(/[0-9a-f]{64}/g))).toEqual(new Set([group.format(group.neutral)]));
  });

  it('does not depend on order or on parts', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), (sides) => {
        const part = (side: boolean) =>
          encryptTally(
            election,
            ballots.filter((_, i) => sides[i] === side).map((ballot) => ({ ballot, weight: 1n })),
          );
        const whole = encryptTally(
          election,
          [...ballots].reverse().map((ballot) => ({ ballot, weight: 1n })),
        );
        expect(composeTally(mergeTallies(election, [part(true), part(false)]))).toBe(composeTally(whole));
      }),
    );
  });

  it('counts the last ballot of each credential', () => {
    const votes = [cast(1n, A), cast(2n, A), cast(1n, B), cast(3n, B), cast(1n, A)];
    expect(
      lastBallots(votes)
        .map(({ tracker }) => tracker)
        .sort(),
    ).toEqual([votes[4]!, votes[1]!, votes[3]!].map(({ tracker }) => tracker).sort());
    expect(lastBallots([])).toEqual([]);
  });

  it('comes back from its written form, and from no other', () => {
    const text = composeTally(
      encryptTally(
        election,
        ballots.map((ballot) => ({ ballot, weight: 1n })),
      ),
    );
    expect(composeTally(parseTally(election, text))).toBe(text);
    const first = /"alpha":"([0-9a-f]{64})"/.exec(text)![1]!;
    const cases: [string, string][] = [
      ['tally-not-canonical', text.replace(':', ': ')],
      ['tally-wrong-shape', `[${text.slice(1, -1).split('],[')[0]}]]`],
      ['tally-wrong-shape', text.replace(/\{[^}]*\},/, '')],
      ['element-not-canonical', text.replace(first, first.toUpperCase())],
      ['element-outside-subgroup', text.replace(first, '0'.repeat(64))],
      ['json-unknown-key', text.replace('{', '{"x":1,')],
      ['json-malformed', ''],
    ];
    for (const [code, broken] of cases) expect(refusalOf(() => parseTally(election, broken))).toBe(code);
  });

  const elections = [
    '02-b2048-multi-two-trustees-revote',
    '06-b2048-weights',
    '10-ed25519-threshold-2of3-multi',
    '12-ed25519-weights',
  ];
  for (const name of elections)
    itWithVectors(`of stock election ${name} is theirs, character for character`, async () => {
      const uuid = vectorText(`elections/${name}/uuid.txt`);
      const texts: string[] = [];
      let credentials = '';
      for await (const { content } of readArchive([vectorBytes(`elections/${name}/${uuid}.bel`)])) {
        if (content.type === 'Setup') ({ credentials } = content);
        if (content.type === 'Ballot') texts.push(content.ballot);
      }
      const theirs = parseElection(vectorText(`elections/${name}/election.json`), [ed25519, belenios2048]);
      const weights = parseElectorate(theirs.group, credentials);
      const counted = lastBallots(texts.map((text) => checkBallot(theirs, text)));
      const weighed = counted.map((ballot) => ({ ballot, weight: weights.get(ballot.credential)! }));
      const [expected] = vectorText(`elections/${name}/etally.jsons`).split('\n');
      expect(composeTally(encryptTally(theirs, weighed))).toBe(expected);
    });
});
