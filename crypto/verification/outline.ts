import type { ArchiveEvent, EventContent } from '../archive/event.ts';
import type { OwnedDecryption } from '../count/result.ts';
import { Refused } from '../refusal.ts';
import { ownerCount } from '../trustees/trustees.ts';
import type { Setup } from './setup.ts';

type Of<T extends EventContent['type']> = Extract<EventContent, { type: T }>;

/** What a first reading of an archive leaves behind: everything but the ballots, and which of them count. */
export interface Outline {
  readonly ballotCount: number;
  /** Of each credential that voted, the place of its last ballot, from 0. */
  readonly lastBallots: ReadonlyMap<string, number>;
  /** Hash of the event that ends the ballots; it covers them all. */
  readonly ballotsHead: string;
  /** Hash of the last event; it covers the archive. */
  readonly head: string;
  readonly tally: Of<'EncryptedTally'>;
  readonly decryptions: readonly OwnedDecryption[];
  readonly result: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A ballot's beginning has one form; its credential is the third string. The rest is read when it is checked. */
const BALLOT = /^\{"election_uuid":"[^"]{0,100}","election_hash":"[^"]{0,100}","credential":"([^"]{0,700})",/;

/**
 * Reads the events after the setup, without any cryptography.
 * Refused: ballot-not-canonical, credential-unknown, ballot-twice, shuffle-unexpected, decryptions-too-many, and what the
 *   reading of the archive refuses.
 * Not checked: the ballots beyond their credential.
 */
export async function outlineOf(events: AsyncIterable<ArchiveEvent>, setup: Setup): Promise<Outline> {
  const lastBallots = new Map<string, number>();
  const seen = new Set<string | undefined>();
  const decryptions: OwnedDecryption[] = [];
  const last = new Map<EventContent['type'], ArchiveEvent>();
  for await (const event of events) {
    const { content, payload } = event;
    if (content.type === 'Ballot') {
      if (seen.has(payload)) throw new Refused('ballot-twice', `ballot ${seen.size}`);
      lastBallots.set(credentialOf(content.ballot, setup, seen.size), seen.size);
      seen.add(payload);
      continue;
    }
    if (content.type === 'Shuffle') throw new Refused('shuffle-unexpected');
    if (content.type === 'PartialDecryption' && decryptions.push(content) > ownerCount(setup.trustees))
      throw new Refused('decryptions-too-many');
    last.set(content.type, event);
  }
  const { content: tally } = last.get('EncryptedTally') as ArchiveEvent & { content: Of<'EncryptedTally'> };
  const { content, hash: head } = last.get('Result') as ArchiveEvent & { content: Of<'Result'> };
  const ballotsHead = last.get('EndBallots')!.hash;
  return {
    ballotCount: seen.size,
    lastBallots,
    ballotsHead,
    head,
    tally,
    decryptions,
    result: content.result,
  };
}

/** The credential that a ballot's beginning names; none where it is no ballot. */
export function credentialIn(ballot: string): string | undefined {
  const credential = BALLOT.exec(ballot)?.[1];
  // Written anew: as a slice, each credential kept would keep its whole ballot in memory.
  return credential === undefined ? undefined : decoder.decode(encoder.encode(credential));
}

function credentialOf(ballot: string, { electorate }: Setup, at: number): string {
  const credential = credentialIn(ballot);
  if (credential === undefined) throw new Refused('ballot-not-canonical', `ballot ${at}`);
  if (!electorate.has(credential)) throw new Refused('credential-unknown', `ballot ${at}`);
  return credential;
}
