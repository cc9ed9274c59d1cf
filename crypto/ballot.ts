import { checkAnswer, createAnswer } from './ballot/answer.ts';
import { type Ballot, parseBallot, refuseForeignBallot, unsignedText } from './ballot/ballot-text.ts';
import { publicCredential } from './credential.ts';
import type { Election } from './election.ts';
import type { Scalar } from './group/group.ts';
import { sha256Base64 } from './hash.ts';
import { type Ciphertext, formatProof, parseProof } from './proof.ts';
import { refuseVote, type Vote } from './question.ts';
import { type Random, systemRandom } from './random.ts';
import { Refused, within } from './refusal.ts';
import { checkSignature, signBallot } from './ballot/signature.ts';

/** What a voter puts in: the private credential and one vote per question. */
export interface Voting {
  readonly credential: Scalar;
  readonly votes: readonly Vote[];
}

/** A ballot just made, with what opens it. `votes` and `randomness` must not leave the device unless it is tested. */
export interface MadeBallot {
  /** The exact text to cast. */
  readonly text: string;
  readonly tracker: string;
  readonly votes: readonly Vote[];
  /** Per question, per choice: the r of its ciphertext. */
  readonly randomness: readonly (readonly Scalar[])[];
}

/** A ballot that passed every check that needs nothing but the election. */
export interface CheckedBallot {
  readonly text: string;
  readonly tracker: string;
  /** The public credential in canonical form. */
  readonly credential: string;
  /** Per question, per choice (with blank: index 0 is the blank choice). */
  readonly answers: readonly (readonly Ciphertext[])[];
}

/**
 * Makes a ballot: every answer encrypted and proven, the whole signed with the credential.
 * Refused: vote-… (see `refuseVote`), vote-wrong-length.
 * Not checked: that the credential may vote.
 */
export function createBallot(election: Election, voting: Voting, random: Random = systemRandom): MadeBallot {
  const { group, questions } = election;
  const { credential: secret, votes } = voting;
  if (votes.length !== questions.length) throw new Refused('vote-wrong-length', 'one vote per question');
  questions.forEach((question, i) => refuseVote(question, votes[i]!));
  const credential = group.format(publicCredential(group, secret));
  const binding = ballotBinding(election, credential);
  const made = questions.map((question, i) =>
    createAnswer(election, { question, vote: votes[i]!, binding, random }),
  );
  const unsigned = {
    election_uuid: election.uuid,
    election_hash: election.fingerprint,
    credential,
    answers: made.map(({ text }) => text),
  };
  const { hash, proof } = signBallot(group, unsignedText(unsigned), { secret, random });
  const text = JSON.stringify({ ...unsigned, signature: { hash, proof: formatProof(proof) } });
  return { text, tracker: sha256Base64(text), votes, randomness: made.map(({ randomness }) => randomness) };
}

/**
 * Checks a ballot completely: canonical form, election, signature, elements, proofs — in this order, dearest last. The
 * steps are exported one by one for those who must answer in between.
 * Refused: ballot-…, signature-…, element-…, scalar-…, proof-…, json-….
 * Not checked: that the credential stands in the list, has a card, or has not voted. A neutral element as alpha passes, as
 * in the stock tools: at casting call `refuseNeutral` as well.
 */
export function checkBallot(election: Election, text: string): CheckedBallot {
  const ballot = parseBallot(text);
  refuseForeignBallot(election, ballot);
  checkBallotSignature(election, ballot);
  return checkAnswers(election, ballot);
}

/**
 * A neutral credential (secret 0) is refused, since everyone could sign for it.
 * Refused: element-…, scalar-…, credential-neutral, signature-hash-wrong, signature-invalid.
 */
export function checkBallotSignature({ group }: Election, ballot: Ballot): void {
  const credential = within('credential', () => group.parse(ballot.credential));
  if (group.isNeutral(credential)) throw new Refused('credential-neutral');
  const { hash } = ballot.signature;
  const proof = within('signature', () => parseProof(group, ballot.signature.proof));
  checkSignature(group, unsignedText(ballot), { hash, proof, credential });
}

/** Parses every ciphertext and checks every proof. Refused: element-…, scalar-…, proof-invalid. */
export function checkAnswers(election: Election, ballot: Ballot): CheckedBallot {
  const binding = ballotBinding(election, ballot.credential);
  const answers = election.questions.map((question, i) =>
    within(`answer ${i}`, () => checkAnswer(election, ballot.answers[i]!, { question, binding })),
  );
  return { text: ballot.text, tracker: ballot.tracker, credential: ballot.credential, answers };
}

/**
 * Refuses what is valid but must not be cast: a neutral element as alpha or beta. With alpha neutral the vote lies open;
 * version 1 allows it, and no honest booth ever makes it.
 * Refused: ballot-neutral-element.
 */
export function refuseNeutral({ group }: Election, ballot: CheckedBallot): void {
  const neutral = group.format(group.neutral);
  const texts = ballot.answers.flat().flatMap(({ alphaText, betaText }) => [alphaText, betaText]);
  if (texts.includes(neutral)) throw new Refused('ballot-neutral-element');
}

/** S0 = `φ|credential`: what every proof of a ballot is bound to. */
function ballotBinding(election: Election, credential: string): string {
  return `${election.fingerprint}|${credential}`;
}
