import {
  exactly,
  integer,
  list,
  object,
  parseCanonical,
  parseJson,
  text,
  type Reader,
} from '../canonical.ts';
import type { Group } from '../group/group.ts';
import { readProof, type ProofText } from '../proof.ts';
import { Refused } from '../refusal.ts';
import { readSignedMessage, type SignedMessage } from '../trustees/signed-message.ts';
import { readTrusteeKey, type TrusteeKey } from '../trustees/trustee-key.ts';

/** The key generation that a message belongs to. */
export interface CeremonyScope {
  readonly group: Group;
  /** Of the referendum; every signature and secret is bound to it. */
  readonly uuid: string;
  /** n, at most MOST_AT_TABLE. */
  readonly size: number;
  /** t. */
  readonly threshold: number;
}

/** More people than ever generated a key together; every subset of them is tried in the test decryption. */
export const MOST_AT_TABLE = 15;

/** First: what will be revealed is fixed, so that nobody chooses a key knowing those of others. */
export interface CommitmentMessage {
  readonly kind: 'commitment';
  readonly index: number;
  /** SHA-256 in base64, see `commitmentTo`. */
  readonly digest: string;
}

/** Second: keys and coefficients, with proofs that their secrets are known. */
export interface RevealMessage {
  readonly kind: 'reveal';
  readonly index: number;
  readonly cert: SignedMessage;
  readonly coefexps: SignedMessage;
  /** Of the encryption key's secret. */
  readonly encryption_pok: ProofText;
  /** Of the constant coefficient. */
  readonly constant_pok: ProofText;
}

/** A trustee's shares for all, in the form of the stock tool's third step. */
export interface PolynomialMessage {
  /** The own polynomial, sealed for its maker. */
  readonly polynomial: string;
  /** f(1) … f(n), each sealed for its recipient. */
  readonly secrets: readonly string[];
  readonly coefexps: SignedMessage;
  /** Over all certificates and the own coefficients: it stands in the archive. */
  readonly signature: ProofText;
}

/** Third: shares for everybody. */
export interface SharesMessage {
  readonly kind: 'shares';
  readonly index: number;
  readonly polynomial: PolynomialMessage;
  readonly signature: ProofText;
}

/** Fourth, if every share was right: the own verification key. */
export interface VerificationMessage {
  readonly kind: 'verification';
  readonly index: number;
  readonly key: TrusteeKey;
  readonly signature: ProofText;
}

/** Fourth, if a share was wrong: what opens that one sealed message, so that all can see it. */
export interface ComplaintMessage {
  readonly kind: 'complaint';
  readonly index: number;
  readonly against: number;
  /** alpha^dk of the sealed share. */
  readonly opening: string;
  /** That the opening is right. */
  readonly proof: ProofText;
  readonly signature: ProofText;
}

/** Fifth: everything before was seen alike by this trustee. */
export interface ConfirmationMessage {
  readonly kind: 'confirmation';
  readonly index: number;
  readonly signature: ProofText;
}

export type CeremonyMessage =
  | CommitmentMessage
  | RevealMessage
  | SharesMessage
  | VerificationMessage
  | ComplaintMessage
  | ConfirmationMessage;

export type MessageKind = CeremonyMessage['kind'];

/** A message before its maker signs it. */
export type Unsigned<M = CeremonyMessage> = M extends CeremonyMessage ? Omit<M, 'signature'> : never;

/** The round in which each kind of message has its place; a round begins when the one before is complete. */
export const ROUND: Readonly<Record<MessageKind, number>> = {
  commitment: 1,
  reveal: 2,
  shares: 3,
  verification: 4,
  complaint: 4,
  confirmation: 5,
};

const LIMITS = { size: 5_000_000, depth: 8 };
const index = integer(1, MOST_AT_TABLE);
const sealed = text(200_000);

const READERS: Readonly<Record<MessageKind, Reader<CeremonyMessage>>> = {
  commitment: object({ kind: exactly('commitment'), index, digest: text(43) }),
  reveal: object({
    kind: exactly('reveal'),
    index,
    cert: readSignedMessage,
    coefexps: readSignedMessage,
    encryption_pok: readProof,
    constant_pok: readProof,
  }),
  shares: object({
    kind: exactly('shares'),
    index,
    polynomial: object({
      polynomial: sealed,
      secrets: list(sealed, MOST_AT_TABLE),
      coefexps: readSignedMessage,
      signature: readProof,
    }),
    signature: readProof,
  }),
  verification: object({ kind: exactly('verification'), index, key: readTrusteeKey, signature: readProof }),
  complaint: object({
    kind: exactly('complaint'),
    index,
    against: index,
    opening: text(1000),
    proof: readProof,
    signature: readProof,
  }),
  confirmation: object({ kind: exactly('confirmation'), index, signature: readProof }),
};

/** Reads a message in its one written form. Refused: message-not-canonical, message-kind-unknown, json-…. */
export function parseMessage(raw: string): CeremonyMessage {
  const json = parseJson(raw, LIMITS);
  const kind = typeof json === 'object' && json !== null && 'kind' in json ? json.kind : undefined;
  if (typeof kind !== 'string' || !Object.hasOwn(READERS, kind)) throw new Refused('message-kind-unknown');
  return parseCanonical({ what: 'message', limits: LIMITS }, raw, READERS[kind as MessageKind]);
}
