import { list, object, parseCanonical, text } from '../canonical.ts';
import type { CheckedBallot } from '../ballot.ts';
import type { Election } from '../election.ts';
import type { Element } from '../group/group.ts';
import type { Ciphertext } from '../proof.ts';
import { choiceCount } from '../question.ts';
import { Refused, within } from '../refusal.ts';

/** Per question, per choice (with blank: index 0 is the blank choice): the product of the ballots' ciphertexts. */
export type EncryptedTally = readonly (readonly Ciphertext[])[];

/** A ballot that counts, with the weight of its credential. */
export interface CountedBallot {
  readonly ballot: Pick<CheckedBallot, 'answers'>;
  readonly weight: bigint;
}

const LIMITS = { size: 20_000_000, depth: 4 };
const element = text(700);
const readTally = list(list(object({ alpha: element, beta: element }), 2_000), 1_000);

/**
 * Multiplies the ciphertexts of ballots, each to the power of its weight. Of none it is made of neutral elements.
 * Source: belenios-v1 §5.9. Not checked: the ballots, and that no credential is counted twice (`lastBallots`).
 */
export function encryptTally(election: Election, ballots: readonly CountedBallot[]): EncryptedTally {
  const { group, questions } = election;
  const weighted = (x: Element, weight: bigint) => (weight === 1n ? x : group.power(x, group.scalar(weight)));
  return questions.map((question, q) =>
    Array.from({ length: choiceCount(question) }, (_, c) => {
      const parts = ballots.map(({ ballot, weight }) => ({ ...ballot.answers[q]![c]!, weight }));
      return ciphertext(
        election,
        group.product(...parts.map(({ alpha, weight }) => weighted(alpha, weight))),
        group.product(...parts.map(({ beta, weight }) => weighted(beta, weight))),
      );
    }),
  );
}

/** The tally of several parts of the ballots together. */
export function mergeTallies(election: Election, tallies: readonly EncryptedTally[]): EncryptedTally {
  return encryptTally(
    election,
    tallies.map((answers) => ({ ballot: { answers }, weight: 1n })),
  );
}

/** For each credential the one ballot that counts: its last, in the order given. */
export function lastBallots<T extends { readonly credential: string }>(ballots: Iterable<T>): T[] {
  return [...new Map(Array.from(ballots, (ballot) => [ballot.credential, ballot])).values()];
}

/** The encrypted tally in its one written form. */
export function composeTally(tally: EncryptedTally): string {
  const written = tally.map((choices) =>
    choices.map(({ alphaText, betaText }) => ({ alpha: alphaText, beta: betaText })),
  );
  return JSON.stringify(written);
}

/**
 * Reads an encrypted tally. Refused: tally-not-canonical, tally-wrong-shape, json-…, element-….
 * Not checked: that it is the tally of any ballots.
 */
export function parseTally(election: Election, raw: string): EncryptedTally {
  const read = parseCanonical({ what: 'tally', limits: LIMITS }, raw, readTally);
  requireShape(election, 'tally', read);
  const { group } = election;
  return read.map((choices, q) =>
    choices.map(({ alpha, beta }, c) =>
      within(`question ${q}, choice ${c}`, () => ({
        alpha: group.parse(alpha),
        beta: group.parse(beta),
        alphaText: alpha,
        betaText: beta,
      })),
    ),
  );
}

/** Refuses lists that do not have one entry per question and per choice: `<what>-wrong-shape`. */
export function requireShape(election: Election, what: string, rows: readonly (readonly unknown[])[]): void {
  const wanted = election.questions.map(choiceCount);
  const isRight = rows.length === wanted.length && rows.every(({ length }, q) => length === wanted[q]);
  if (!isRight) throw new Refused(`${what}-wrong-shape`);
}

function ciphertext({ group }: Election, alpha: Element, beta: Element): Ciphertext {
  const [alphaText, betaText] = group.formatAll([alpha, beta]) as [string, string];
  return { alpha, beta, alphaText, betaText };
}
