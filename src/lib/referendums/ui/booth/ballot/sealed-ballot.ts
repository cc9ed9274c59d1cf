import {
  createBallot,
  createCredential,
  derivePrivateCredential,
  ed25519,
  openBallot,
  parseElection,
  type Vote,
} from '#crypto';

export interface BallotOrder {
  readonly election: string;
  readonly code: string;
  readonly votes: readonly Vote[];
}

/** A sealed ballot, and what opens it for a test; the opening must not leave the device otherwise. */
export interface SealedBallot {
  readonly ballot: string;
  readonly tracker: string;
  readonly opening: string;
}

/** Encrypts and proves; some hundredths of a second on a phone. */
export function sealBallot({ election: text, code, votes }: BallotOrder): SealedBallot {
  const election = parseElection(text, [ed25519]);
  const credential = derivePrivateCredential(ed25519, election.uuid, code);
  const made = createBallot(election, { credential, votes });
  return { ballot: made.text, tracker: made.tracker, opening: openBallot(made) };
}

/** Makes a ballot that nobody sees: what the curve and the browser prepare on the way is then there for the real one. */
export function getReady(election: string): void {
  const { questions } = parseElection(election, [ed25519]);
  const votes = questions.map(({ answers, blank, min }): Vote => {
    const chosen = answers.map((_, i) => (!blank && i < min ? 1 : 0));
    return blank ? [1, ...chosen] : chosen;
  });
  sealBallot({ election, code: createCredential(), votes });
}
