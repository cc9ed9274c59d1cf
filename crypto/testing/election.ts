import { createRequire } from 'node:module';
import { expect } from 'vitest';
import type { Ballot, UnsignedBallot } from '../ballot/ballot-text.ts';
import { unsignedText } from '../ballot/ballot-text.ts';
import { signBallot } from '../ballot/signature.ts';
import { composeElection, type Election, parseElection } from '../election.ts';
import { createSodiumEd25519, type Sodium } from '../engine/sodium.ts';
import type { Group, Scalar } from '../group/group.ts';
import { formatProof } from '../proof.ts';
import type { Question } from '../question.ts';
import { Refused } from '../refusal.ts';

export const sodiumEd25519 = createSodiumEd25519(createRequire(import.meta.url)('sodium-native') as Sodium);

export const UUID = 'StimmhausTest22';

/** Choose one of three, or blank. */
export const CHOOSE_ONE: Question = {
  answers: ['Ja', 'Nein', 'Vertagen'],
  blank: true,
  min: 1,
  max: 1,
  question: 'Wollen wir?',
};

/** Up to two of two, without blank. */
export const ANY_OF_TWO: Question = { answers: ['A', 'B'], min: 0, max: 2, question: 'Was davon?' };

export interface TestElection extends Election {
  readonly secretKey: Scalar;
}

export function electionOf(group: Group, questions: readonly Question[], uuid = UUID): TestElection {
  const secretKey = group.scalar(123_456_789n);
  const key = group.power(group.generator, secretKey);
  const text = composeElection(group, key, { name: 'Probe', description: '', questions, uuid });
  return { ...parseElection(text, [group]), secretKey };
}

/** A ballot whose content was changed, signed anew by whoever has this credential. */
export function signedAgain({ group }: Election, ballot: Loose, secret: Scalar): string {
  const { election_uuid, election_hash, credential, answers } = ballot;
  const unsigned = { election_uuid, election_hash, credential, answers };
  const { hash, proof } = signBallot(group, unsignedText(unsigned as unknown as UnsignedBallot), { secret });
  return JSON.stringify({ ...unsigned, signature: { hash, proof: formatProof(proof) } });
}

/** The ballot's content as free JSON, to be changed by a test. */
export function opened(text: string): Loose {
  return JSON.parse(text) as Loose;
}

/** A ballot without read-only marks. */
export type Loose = { -readonly [K in keyof Omit<Ballot, 'text' | 'tracker' | 'answers'>]: Ballot[K] } & {
  answers: {
    choices: { alpha: string; beta: string }[];
    individual_proofs: { challenge: string; response: string }[][];
    overall_proof: { challenge: string; response: string }[];
    blank_proof?: { challenge: string; response: string }[];
  }[];
};

/** The code with which `act` refuses; fails where it does not, or where it breaks in another way. */
export function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
  return expect.fail('was not refused');
}
