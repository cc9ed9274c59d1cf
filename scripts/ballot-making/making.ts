import { constants, createPrivateKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import {
  base64,
  cardMessage,
  createBallot,
  createCredential,
  derivePrivateCredential,
  parseElection,
  publicCredential,
  RANDOMIZER_LENGTH,
  type Election,
  type Question,
  type Vote,
} from '../../crypto/index.ts';
import { fastestGroups } from '../../crypto/cli/engines.ts';

/** For whom ballots are made. */
export interface MakingOrder {
  /** Its exact text. */
  readonly election: string;
  /** PEM of the secret card key; without it the ballots have no cards. */
  readonly cardKey?: string;
}

/** A ballot as it is cast; without a card key, without a card. */
export interface MadeBallot {
  readonly ballot: string;
  readonly randomizer: string;
  readonly cardSignature: string;
}

/** A maker of ballots, each of another voter who chooses at random. */
export function ballotMaker({ election: text, cardKey }: MakingOrder): () => MadeBallot {
  const election = parseElection(text, fastestGroups());
  const key = cardKey === undefined ? undefined : createPrivateKey(cardKey);
  return () => makeBallot(election, key);
}

function makeBallot(election: Election, key: KeyObject | undefined): MadeBallot {
  const { group, uuid } = election;
  const credential = derivePrivateCredential(group, uuid, createCredential());
  const { text: ballot } = createBallot(election, { credential, votes: election.questions.map(someVote) });
  if (!key) return { ballot, randomizer: '', cardSignature: '' };
  const message = cardMessage(uuid, group.format(publicCredential(group, credential)));
  return { ballot, ...signedCard(message, key) };
}

/** Signed in the open, which a voter's card never is: only who has the secret card key can do it. */
function signedCard(message: Uint8Array, key: KeyObject): { randomizer: string; cardSignature: string } {
  const randomizer = randomBytes(RANDOMIZER_LENGTH);
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  const signature = sign('sha384', Buffer.concat([randomizer, message]), pss);
  return { randomizer: base64(randomizer), cardSignature: base64(signature) };
}

/** One answer or blank, each as likely. */
function someVote({ answers, blank }: Question): Vote {
  const places = answers.length + (blank === true ? 1 : 0);
  const chosen = (randomBytes(1)[0] ?? 0) % places;
  return Array.from({ length: places }, (_, place) => (place === chosen ? 1 : 0));
}
