import { describe, expect, it } from 'vitest';
import { createBallot } from '../ballot.ts';
import { randomScalar } from '../random.ts';
import { ANY_OF_TWO, CHOOSE_ONE, electionOf, refusalOf, sodiumEd25519 } from '../testing/election.ts';
import { checkOpenedBallot, openBallot } from './opened-ballot.ts';

const election = electionOf(sodiumEd25519, [CHOOSE_ONE, ANY_OF_TWO]);
const { group } = election;
const votes = [[0, 0, 1, 0], [1, 0]]; // prettier-ignore
const made = createBallot(election, { credential: randomScalar(group), votes });
const refusal = (changed: Partial<typeof made>) =>
  refusalOf(() => checkOpenedBallot(election, openBallot({ ...made, ...changed })));

describe('testing a ballot on another device', () => {
  it('shows its tracker and what was really in it', () => {
    expect(checkOpenedBallot(election, openBallot(made))).toEqual({ tracker: made.tracker, votes });
  });

  it('[R-34] catches a booth that encrypted something else than it says', () => {
    expect(refusal({ votes: [[0, 1, 0, 0], [1, 0]] })).toBe('opening-differs'); // prettier-ignore
    expect(refusal({ votes: [[0, 0, 1, 0], [0, 0]] })).toBe('opening-differs'); // prettier-ignore
    const other = createBallot(election, { credential: randomScalar(group), votes });
    expect(refusal({ text: other.text })).toBe('opening-differs');
    expect(refusal({ randomness: other.randomness })).toBe('opening-differs');
  });

  it('catches each single scalar of randomness that is not the true one', () => {
    for (const [q, choices] of made.randomness.entries())
      for (const i of choices.keys()) {
        const randomness = made.randomness.map((all, at) =>
          all.map((r, choice) => (at === q && choice === i ? group.scalar(r + 1n) : r)),
        );
        expect(refusal({ randomness })).toBe('opening-differs');
      }
  });

  it.each([
    ['opening-wrong-length', { votes: votes.slice(1) }],
    ['opening-wrong-length', { randomness: made.randomness.slice(1) }],
    ['opening-wrong-length', { randomness: made.randomness.map((all) => all.slice(1)) }],
    ['vote-wrong-length', { votes: [[0, 0, 1], [1, 0]] }], // prettier-ignore
    ['vote-too-few', { votes: [[0, 0, 0, 0], [1, 0]] }], // prettier-ignore
    ['ballot-not-canonical', { text: `${made.text} ` }],
    ['signature-hash-wrong', { text: made.text.replace('"alpha":"', '"alpha":"0') }],
  ])('is refused with %s', (code, changed) => expect(refusal(changed)).toBe(code));

  it('is refused where the opening itself is not in canonical form', () => {
    expect(refusalOf(() => checkOpenedBallot(election, `${openBallot(made)} `))).toBe(
      'opening-not-canonical',
    );
    const number = openBallot(made).replace(/"randomness":\[\["[0-9]+"/, '"randomness":[["01"');
    expect(refusalOf(() => checkOpenedBallot(election, number))).toBe('scalar-not-canonical');
  });
});
