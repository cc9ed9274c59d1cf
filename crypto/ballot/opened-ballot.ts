import { encrypt } from './answer.ts';
import { checkBallot, type MadeBallot } from '../ballot.ts';
import { integer, list, object, parseCanonical, text } from '../canonical.ts';
import type { Election } from '../election.ts';
import { refuseVote, type Vote } from '../question.ts';
import { Refused } from '../refusal.ts';

/** What a test of a ballot shows: which ballot it was, and what was really in it. */
export interface OpenedBallot {
  readonly tracker: string;
  readonly votes: readonly Vote[];
}

const LIMITS = { size: 8_000_000, depth: 4 };

const readOpening = object({
  ballot: text(LIMITS.size),
  votes: list(list(integer(0, 1), 2_000), 1_000),
  randomness: list(list(text(80), 2_000), 1_000),
});

/**
 * Opens a ballot for the test on another device (Benaloh): ballot, votes and randomness, as one canonical JSON text. It
 * carries no signature of a card. A ballot once opened must not be cast: whoever has this text knows what is in it.
 */
export function openBallot({ text, votes, randomness }: MadeBallot): string {
  return JSON.stringify({ ballot: text, votes, randomness: randomness.map((one) => one.map(String)) });
}

/**
 * Checks `openBallot` on another device: the ballot is valid, and encrypting these votes with this randomness gives its
 * ciphertexts again, element by element. Compare the tracker with the one the booth showed *before* it was asked to open,
 * and the votes with what was chosen.
 * Refused: opening-not-canonical, opening-wrong-length, opening-differs, vote-…, and all that `checkBallot` refuses.
 */
export function checkOpenedBallot(election: Election, opening: string): OpenedBallot {
  const { ballot, votes, randomness } = parseCanonical(
    { what: 'opening', limits: LIMITS },
    opening,
    readOpening,
  );
  const checked = checkBallot(election, ballot);
  if (votes.length !== checked.answers.length || randomness.length !== votes.length)
    throw new Refused('opening-wrong-length');
  checked.answers.forEach((choices, q) => {
    const vote = votes[q]!;
    refuseVote(election.questions[q]!, vote);
    if (randomness[q]!.length !== choices.length) throw new Refused('opening-wrong-length');
    choices.forEach(({ alphaText, betaText }, i) => {
      const again = encrypt(election, vote[i]!, election.group.parseScalar(randomness[q]![i]!));
      if (again.alphaText !== alphaText || again.betaText !== betaText) throw new Refused('opening-differs');
    });
  });
  return { tracker: checked.tracker, votes };
}
