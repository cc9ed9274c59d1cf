import type { Element } from '../group/group.ts';
import { sha256Base64 } from '../hash.ts';
import { Refused } from '../refusal.ts';
import {
  MOST_AT_TABLE,
  ROUND,
  type CeremonyMessage,
  type CeremonyScope,
  type MessageKind,
  type Unsigned,
} from './messages.ts';

/** What a trustee showed in the second round, checked. */
export interface RevealedTrustee {
  readonly verification: Element;
  readonly encryption: Element;
  /** Canonical form of the encryption key: the recipient of sealed messages. */
  readonly recipient: string;
  /** g^a_0 … g^a_(t−1). */
  readonly coefficients: readonly Element[];
}

/** Why a ceremony is over without a key. It starts again from the beginning, with new seeds. */
export interface CeremonyFault {
  /** Who is to blame. */
  readonly by: number;
  /** Who said so. */
  readonly complainer: number;
  /** What was wrong: seal-…, share-wrong, complaint-unfounded, …. */
  readonly code: string;
}

type Of<K extends MessageKind> = Extract<CeremonyMessage, { kind: K }>;

export const LAST_ROUND = 5;

/** The messages of a ceremony in their rounds. Only keeps them; `acceptMessage` says what may be added. */
export class Transcript {
  readonly scope: CeremonyScope;
  readonly revealed = new Map<number, RevealedTrustee>();
  fault: CeremonyFault | undefined;
  readonly #messages = new Map<string, { message: CeremonyMessage; raw: string }>();

  /** @throws RangeError for a scope that no ceremony can have */
  constructor(scope: CeremonyScope) {
    const { size, threshold } = scope;
    const isPossible = Number.isInteger(size) && Number.isInteger(threshold) && threshold >= 1;
    if (!isPossible || threshold > size || size > MOST_AT_TABLE)
      throw new RangeError(`${threshold} of ${size}`);
    this.scope = scope;
  }

  /** From 1; LAST_ROUND + 1 when everything has been said. */
  get round(): number {
    let round = 1;
    while (round <= LAST_ROUND && this.missingIn(round).length === 0) round++;
    return round;
  }

  /** Indices of the trustees who have not spoken in a round. */
  missingIn(round: number): number[] {
    return this.indices.filter((index) => !this.#messages.has(`${round}|${index}`));
  }

  get indices(): number[] {
    return Array.from({ length: this.scope.size }, (_, i) => i + 1);
  }

  rawOf(round: number, index: number): string | undefined {
    return this.#messages.get(`${round}|${index}`)?.raw;
  }

  /** The message of one trustee; only asked for where it is known to be there. */
  messageOf<K extends MessageKind>(kind: K, index: number): Of<K> {
    return this.#messages.get(`${ROUND[kind]}|${index}`)!.message as Of<K>;
  }

  /** The messages of one kind in the order of the trustees. */
  messagesOf<K extends MessageKind>(kind: K): Of<K>[] {
    return this.indices.map((index) => this.messageOf(kind, index));
  }

  trustee(index: number): RevealedTrustee {
    return this.revealed.get(index)!;
  }

  /** Refused: message-out-of-range, message-too-early, message-twice, ceremony-over. */
  refuseOutOfTurn({ kind, index }: CeremonyMessage): void {
    const { round } = this;
    if (this.fault || round > LAST_ROUND) throw new Refused('ceremony-over');
    if (index > this.scope.size) throw new Refused('message-out-of-range', `${index}`);
    if (this.rawOf(ROUND[kind], index) !== undefined)
      throw new Refused('message-twice', `${kind} of ${index}`);
    if (ROUND[kind] > round) throw new Refused('message-too-early', `${kind} of ${index}`);
  }

  add(message: CeremonyMessage, raw: string): void {
    this.#messages.set(`${ROUND[message.kind]}|${message.index}`, { message, raw });
  }

  /** SHA-256 over all messages of the rounds before this one. Whoever saw other messages has another digest. */
  digestBefore(round: number): string {
    const before = this.indices.flatMap((index) =>
      Array.from({ length: round - 1 }, (_, earlier) => this.rawOf(earlier + 1, index)),
    );
    return sha256Base64(JSON.stringify(before));
  }
}

/** What the signature of a message covers: the election, all that was said in earlier rounds, and the message itself. */
export function signedText(transcript: Transcript, message: Unsigned): string {
  const before = transcript.digestBefore(ROUND[message.kind]);
  return `ceremony|${transcript.scope.uuid}|${before}|${JSON.stringify({ ...message, signature: undefined })}`;
}
