import { base64 } from '../hash.ts';
import { parseElection } from '../election.ts';
import { sortedByTracker } from '../record/batch.ts';
import { formatEntry, type RecordEntry } from '../record/entry.ts';
import { composeTrustees, parseTrustees } from '../trustees/trustees.ts';
import { sodiumEd25519 as group } from './election.ts';
import { heldCeremony, seedsFor } from './held-election.ts';
import { castBallot, electionText, headOf, recordEntries, UUID } from './referendum.ts';
import { changed } from './tampering.ts';

/** Three trustees, two of whom can count. */
export const SEEDS = seedsFor(3);

/** A referendum whose keys come from a ceremony of 2 of 3, up to the close. */
export async function closedReferendum() {
  const scope = { group, uuid: UUID, size: 3, threshold: 2 };
  const { messages, parameters, shares } = await heldCeremony(scope, SEEDS);
  const trustees = composeTrustees([['Pedersen', parameters]]);
  const text = electionText({ key: parseTrustees(group, trustees).publicKey });
  const election = parseElection(text, [group]);
  const whole = recordEntries();
  const closing = whole.slice(0, whole.findIndex(({ type }) => type === 'close') + 1);
  const keyed = changed(closing, {
    setup: () => ({ election: text, trustees }),
    ballots: ({ ballots }) => ({ ballots: sortedByTracker(ballots.map(() => castBallot(1, election))) }),
  });
  const entries = [keyed[0]!, ceremonyOf(messages), ...keyed.slice(1)];
  return { messages, shares, entries };
}

/** What the trustees said, as an entry of the record. */
export function ceremonyOf(messages: readonly string[], round = 1): RecordEntry {
  return { type: 'ceremony', uuid: UUID, round, transcript: JSON.stringify({ messages }) };
}

/** The file, and the closing checkpoint as people compare it. */
export function recordFileOf(entries: readonly RecordEntry[]): { text: string; closing: string } {
  const lines = entries.map(formatEntry);
  const { size, root } = headOf(lines);
  return { text: lines.map((line) => `${line}\n`).join(''), closing: `${size}:${base64(root)}` };
}
