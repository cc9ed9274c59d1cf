import type { AnswerText } from './ballot-text.ts';
import type { Election } from '../election.ts';
import type { Element, Group, Scalar } from '../group/group.ts';
import {
  checkOneOfEach,
  type Ciphertext,
  formatProof,
  parseProof,
  type ProofText,
  proveOneOf,
} from '../proof.ts';
import type { Question, Vote } from '../question.ts';
import { type Random, randomScalar } from '../random.ts';
import { within } from '../refusal.ts';

/** What an answer is made from. `binding` is S0 = `φ|credential`, to which every proof is bound. */
export interface AnswerTask {
  readonly question: Question;
  readonly vote: Vote;
  readonly binding: string;
  readonly random: Random;
}

/** An answer with the randomness of each of its ciphertexts, which opens it (see `openBallot`). */
export interface MadeAnswer {
  readonly text: AnswerText;
  readonly randomness: readonly Scalar[];
}

/** A ciphertext, for its maker with what is in it. */
interface Part {
  readonly ciphertext: Ciphertext;
}

interface KnownPart extends Part {
  readonly randomness: Scalar;
  readonly content: number;
}

/** "One of these is true", bound to `prefix`. */
interface Statement<P extends Part> {
  readonly name: string;
  readonly prefix: string;
  readonly alternatives: readonly (P & { readonly claimed: number })[];
}

/**
 * Encrypts one answer and proves that it is allowed without saying which it is. The vote must have passed `refuseVote`.
 * Source: Belenios specification, homomorphic questions; §5.4 and §5.5 of our notes.
 */
export function createAnswer(election: Election, task: AnswerTask): MadeAnswer {
  const { group, publicKey } = election;
  const { question, vote, binding, random } = task;
  const parts = vote.map((content): KnownPart => {
    const randomness = randomScalar(group, random);
    return { ciphertext: encrypt(election, content, randomness), randomness, content };
  });
  const counted = parts.slice(question.blank === true ? 1 : 0);
  const sum: KnownPart = {
    ciphertext: ciphertextSum(group, counted),
    randomness: group.scalar(counted.reduce((total, part) => total + part.randomness, 0n)),
    content: counted.reduce((total, part) => total + part.content, 0),
  };
  const proofs = statements({ question, binding, parts, sum }).map(({ alternatives, prefix }) =>
    proveOneOf(group, publicKey, { alternatives, prefix, random }).map(formatProof),
  );
  return { text: answerText(parts, proofs), randomness: parts.map(({ randomness }) => randomness) };
}

function answerText(parts: readonly Part[], proofs: readonly (readonly ProofText[])[]): AnswerText {
  const [overall, blank] = proofs.slice(parts.length);
  return {
    choices: parts.map(({ ciphertext }) => ({ alpha: ciphertext.alphaText, beta: ciphertext.betaText })),
    individual_proofs: proofs.slice(0, parts.length) as unknown as AnswerText['individual_proofs'],
    overall_proof: overall!,
    ...(blank === undefined ? {} : { blank_proof: blank as unknown as readonly [ProofText, ProofText] }),
  };
}

/**
 * Checks `createAnswer` and gives the ciphertexts in the order of the choices. The form must have passed
 * `refuseForeignBallot`.
 * Refused: element-…, scalar-…, proof-invalid; the detail names the place.
 */
export function checkAnswer(
  election: Election,
  answer: AnswerText,
  of: Omit<AnswerTask, 'vote' | 'random'>,
): Ciphertext[] {
  const { group, publicKey } = election;
  const parts = answer.choices.map((choice, i) => ({
    ciphertext: within(`choice ${i}`, () => parseCiphertext(group, choice)),
  }));
  const sum = { ciphertext: ciphertextSum(group, parts.slice(of.question.blank === true ? 1 : 0)) };
  const { individual_proofs, overall_proof, blank_proof = [] } = answer;
  const texts = [...individual_proofs, overall_proof, blank_proof];
  const shown = statements({ ...of, parts, sum }).map((statement, i) => ({
    ...statement,
    proofs: within(statement.name, () => texts[i]!.map((proof) => parseProof(group, proof))),
  }));
  checkOneOfEach(group, publicKey, shown);
  return parts.map(({ ciphertext }) => ciphertext);
}

/**
 * What the proofs of an answer say, in the order in which they stand in the ballot: each choice is 0 or 1; the number of
 * choices lies between min and max, or (where allowed) the blank choice is 1; and blank excludes all others.
 */
function statements<P extends Part>(of: {
  readonly question: Question;
  readonly binding: string;
  readonly parts: readonly P[];
  readonly sum: P;
}): Statement<P>[] {
  const { question, binding, parts, sum } = of;
  const pairs = parts.map(({ ciphertext: { alphaText, betaText } }) => `${alphaText},${betaText}`);
  const whole = `${binding}|${pairs.join(',')}`;
  const counts = Array.from({ length: question.max - question.min + 1 }, (_, i) => ({
    ...sum,
    claimed: question.min + i,
  }));
  const individual = parts.map((part, i) => ({
    name: `individual proof ${i}`,
    prefix: `prove|${binding}|${pairs[i]!}|`,
    alternatives: [
      { ...part, claimed: 0 },
      { ...part, claimed: 1 },
    ],
  }));
  if (question.blank !== true) {
    const { alphaText, betaText } = sum.ciphertext;
    const prefix = `prove|${whole}|${alphaText},${betaText}|`;
    return [...individual, { name: 'overall proof', prefix, alternatives: counts }];
  }
  const blank = parts[0]!;
  const isBlank = { ...blank, claimed: 1 };
  const excludes = [
    { ...blank, claimed: 0 },
    { ...sum, claimed: 0 },
  ];
  return [
    ...individual,
    { name: 'overall proof', prefix: `bproof1|${whole}|`, alternatives: [isBlank, ...counts] },
    { name: 'blank proof', prefix: `bproof0|${whole}|`, alternatives: excludes },
  ];
}

/** (g^r, y^r · g^content). Both powers of g are always computed: time shall not tell the content. */
export function encrypt(
  { group, publicKey }: Pick<Election, 'group' | 'publicKey'>,
  content: number,
  r: Scalar,
): Ciphertext {
  const alpha = group.powerSecret(group.generator, r);
  const hidden = group.powerSecret(group.generator, group.scalar(BigInt(content)));
  return written(group, alpha, group.product(group.powerSecret(publicKey, r), hidden));
}

/** Refused: element-…. */
function parseCiphertext(group: Group, text: { alpha: string; beta: string }): Ciphertext {
  return {
    alpha: group.parse(text.alpha),
    beta: group.parse(text.beta),
    alphaText: text.alpha,
    betaText: text.beta,
  };
}

/** The ciphertext of the sum of what the parts hold. */
function ciphertextSum(group: Group, parts: readonly Part[]): Ciphertext {
  const alpha = group.product(...parts.map(({ ciphertext }) => ciphertext.alpha));
  return written(group, alpha, group.product(...parts.map(({ ciphertext }) => ciphertext.beta)));
}

function written(group: Group, alpha: Element, beta: Element): Ciphertext {
  const [alphaText, betaText] = group.formatAll([alpha, beta]);
  return { alpha, beta, alphaText: alphaText!, betaText: betaText! };
}
