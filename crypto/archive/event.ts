import type { Count } from './count.ts';

/** What one event of the archive says. Texts are the exact bodies of the records: never re-serialised. */
export type EventContent =
  | {
      readonly type: 'Setup';
      readonly election: string;
      readonly trustees: string;
      readonly credentials: string;
    }
  | { readonly type: 'Ballot'; readonly ballot: string }
  | { readonly type: 'EndBallots' }
  | {
      readonly type: 'EncryptedTally';
      readonly encryptedTally: string;
      /** Number of ballots that count: one per credential. */
      readonly numTallied: number;
      readonly totalWeight: Count;
    }
  | { readonly type: 'Shuffle'; readonly owner: number; readonly shuffle: string }
  | { readonly type: 'EndShuffles' }
  | { readonly type: 'PartialDecryption'; readonly owner: number; readonly decryption: string }
  | { readonly type: 'Result'; readonly result: string };

export type EventType = EventContent['type'];

const TYPES: readonly string[] = [
  'Setup',
  'Ballot',
  'EndBallots',
  'EncryptedTally',
  'Shuffle',
  'EndShuffles',
  'PartialDecryption',
  'Result',
] satisfies EventType[];

export function isEventType(word: string): word is EventType {
  return TYPES.includes(word);
}

/** An event as it stands in an archive. */
export interface ArchiveEvent {
  /** Place in the chain, from 0. */
  readonly height: number;
  /** SHA-256 of the event's own record, lower-case hex. It covers everything before it. */
  readonly hash: string;
  /** Hash of the payload; for a ballot, of the ballot: its tracker in hexadecimal. Absent in the two closing events. */
  readonly payload?: string | undefined;
  readonly content: EventContent;
}

/** The objects an event is written with, the last of them its payload (none in the two closing events). */
export function eventBodies(content: EventContent, hashOf: (body: string) => string): string[] {
  switch (content.type) {
    case 'Setup':
      return setupBodies(content, hashOf);
    case 'Ballot':
      return [content.ballot];
    case 'EncryptedTally':
      return [content.encryptedTally, sizedTally(content, hashOf(content.encryptedTally))];
    case 'Shuffle':
      return [content.shuffle, owned(content.owner, hashOf(content.shuffle))];
    case 'PartialDecryption':
      return [content.decryption, owned(content.owner, hashOf(content.decryption))];
    case 'Result':
      return [content.result];
    default:
      return [];
  }
}

/** The event record itself: keys in this order, absent ones left out. */
export function eventBody(
  type: EventType,
  height: number,
  links: { parent?: string; payload?: string },
): string {
  return JSON.stringify({ parent: links.parent, height, type, payload: links.payload });
}

type Of<T extends EventType> = Extract<EventContent, { type: T }>;

function setupBodies(
  { election, trustees, credentials }: Of<'Setup'>,
  hashOf: (body: string) => string,
): string[] {
  const payload = {
    election: hashOf(election),
    trustees: hashOf(trustees),
    credentials: hashOf(credentials),
  };
  return [election, trustees, credentials, JSON.stringify(payload)];
}

function sizedTally({ numTallied, totalWeight }: Of<'EncryptedTally'>, hash: string): string {
  return JSON.stringify({ num_tallied: numTallied, total_weight: totalWeight, encrypted_tally: hash });
}

function owned(owner: number, payload: string): string {
  return JSON.stringify({ owner, payload });
}
