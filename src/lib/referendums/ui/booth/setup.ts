import {
  credentialAuthority,
  ed25519,
  parseCardKey,
  parseElection,
  parseNoteKey,
  Refused,
  type CardKey,
  type Election,
  type NoteKey,
} from '#crypto';
import type { BoothElection } from '../../booth-election.ts';

/** A referendum as the booth has checked it: nothing of it comes from anywhere but the frozen bytes. */
export interface BoothSetup {
  readonly uuid: string;
  readonly election: Election;
  readonly cardKey: CardKey;
  readonly recordKey: NoteKey;
  /** How many trustees would have to break their word. */
  readonly threshold: number;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly appOrigin: string;
  /** The house's clock minus this device's, in milliseconds. */
  readonly clockAheadMs: number;
}

/**
 * Recomputes the fingerprint from the exact bytes and checks that it fixes what the server says beside them.
 * Refused: setup-other-referendum, setup-not-fixed, card-key-invalid, and what `parseElection` refuses.
 */
export function checkSetup(given: BoothElection, uuid: string, deviceNow: Date): BoothSetup {
  const election = parseElection(given.election, [ed25519]);
  if (election.uuid !== uuid || given.uuid !== uuid) throw new Refused('setup-other-referendum');
  const cardKey = parseCardKey(given.cardKeyPem);
  const roll = { size: given.rollSize, hash: given.rollHash };
  const [opens, closes] = [secondOf(given.opensAt), secondOf(given.closesAt)];
  if (election.credentialAuthority !== credentialAuthority({ cardKey, roll, opens, closes })) {
    throw new Refused('setup-not-fixed');
  }
  return {
    uuid,
    election,
    cardKey,
    recordKey: parseNoteKey(given.recordKey),
    threshold: thresholdOf(given.trustees),
    opensAt: new Date(given.opensAt),
    closesAt: new Date(given.closesAt),
    appOrigin: given.appOrigin,
    clockAheadMs: new Date(given.now).getTime() - deviceNow.getTime(),
  };
}

function secondOf(moment: string): string {
  return `${moment.slice(0, 19)}Z`;
}

export type VotingTime = 'before' | 'open' | 'after';

export function votingTime(setup: BoothSetup, deviceNow: Date): VotingTime {
  const now = deviceNow.getTime() + setup.clockAheadMs;
  if (now < setup.opensAt.getTime()) return 'before';
  return now < setup.closesAt.getTime() ? 'open' : 'after';
}

/** For the words only; whoever counts checks the trustees completely. */
function thresholdOf(trustees: string): number {
  const entries = JSON.parse(trustees) as [kind: string, content: { threshold?: number }][];
  return entries.reduce(
    (sum, [kind, content]) => sum + (kind === 'Pedersen' ? (content.threshold ?? 1) : 1),
    0,
  );
}
