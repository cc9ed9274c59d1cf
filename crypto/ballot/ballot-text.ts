import { list, object, optional, parseCanonical, type Reader, text, tuple } from '../canonical.ts';
import type { Election } from '../election.ts';
import { sha256Base64 } from '../hash.ts';
import { type ProofText, readProof } from '../proof.ts';
import { choiceCount, type Question } from '../question.ts';
import { Refused } from '../refusal.ts';

/** The answer to one question as it stands in the ballot; what it holds is not yet read. */
export interface AnswerText {
  readonly choices: readonly { readonly alpha: string; readonly beta: string }[];
  readonly individual_proofs: readonly (readonly [ProofText, ProofText])[];
  readonly overall_proof: readonly ProofText[];
  readonly blank_proof?: readonly [ProofText, ProofText] | undefined;
}

/** A ballot without its signature: what is signed. */
export interface UnsignedBallot {
  readonly election_uuid: string;
  readonly election_hash: string;
  readonly credential: string;
  readonly answers: readonly AnswerText[];
}

/** A ballot's one written form and its parts. Its form is right; nothing in it has been checked. */
export interface Ballot extends UnsignedBallot {
  readonly signature: { readonly hash: string; readonly proof: ProofText };
  /** The exact bytes. */
  readonly text: string;
  /** base64(SHA-256(text)), 43 characters: under this name the voter finds the ballot again. */
  readonly tracker: string;
}

/** More than any ballot of an election with usual questions; the server sets a lower one. */
export const BALLOT_LIMITS = { size: 4_000_000, depth: 8 };

const element = text(700);
const readPair = tuple<readonly [ProofText, ProofText]>(readProof, readProof);

const readAnswer: Reader<AnswerText> = object({
  choices: list(object({ alpha: element, beta: element }), 2_000),
  individual_proofs: list(readPair, 2_000),
  overall_proof: list(readProof, 2_000),
  blank_proof: optional(readPair),
});

const readBallot = object({
  election_uuid: text(100),
  election_hash: text(100),
  credential: element,
  answers: list(readAnswer, 1_000),
  signature: object({ hash: text(100), proof: readProof }),
});

/**
 * Reads a ballot's form: one line of compact JSON, keys in the one order, no others.
 * Refused: ballot-not-canonical, json-….
 */
export function parseBallot(raw: string): Ballot {
  const content = parseCanonical({ what: 'ballot', limits: BALLOT_LIMITS }, raw, readBallot);
  return { ...content, text: raw, tracker: sha256Base64(raw) };
}

/** The canonical text of what the signature covers. */
export function unsignedText(ballot: UnsignedBallot): string {
  const { election_uuid, election_hash, credential, answers } = ballot;
  return JSON.stringify({ election_uuid, election_hash, credential, answers });
}

/**
 * Refuses a ballot that was made for another election, or whose parts are not as many as the questions ask for.
 * Refused: ballot-other-election, ballot-other-fingerprint, ballot-wrong-shape.
 */
export function refuseForeignBallot(election: Election, ballot: Ballot): void {
  if (ballot.election_uuid !== election.uuid) throw new Refused('ballot-other-election');
  if (ballot.election_hash !== election.fingerprint) throw new Refused('ballot-other-fingerprint');
  if (ballot.answers.length !== election.questions.length) throw new Refused('ballot-wrong-shape', 'answers');
  election.questions.forEach((question, i) => refuseShape(question, ballot.answers[i]!));
}

function refuseShape(question: Question, answer: AnswerText): void {
  const isBlankAsked = question.blank === true;
  if (answer.choices.length !== choiceCount(question)) throw new Refused('ballot-wrong-shape', 'choices');
  if (answer.individual_proofs.length !== answer.choices.length)
    throw new Refused('ballot-wrong-shape', 'individual_proofs');
  const alternatives = question.max - question.min + (isBlankAsked ? 2 : 1);
  if (answer.overall_proof.length !== alternatives) throw new Refused('ballot-wrong-shape', 'overall_proof');
  if ((answer.blank_proof !== undefined) !== isBlankAsked)
    throw new Refused('ballot-wrong-shape', 'blank_proof');
}
