import type { ByteSource } from '../archive/byte-queue.ts';
import { countOf } from '../archive/count.ts';
import type { EventContent } from '../archive/event.ts';
import { composeElectorate } from '../count/electorate.ts';
import type { Group } from '../group/group.ts';
import type { EntryOf } from '../record/entry.ts';
import { RecordReading } from '../record/record.ts';
import { Refused } from '../refusal.ts';
import { credentialIn } from '../verification/outline.ts';

/**
 * The events of the archive that a counted record amounts to: `election.bel` holds exactly these, in this order. Whoever has
 * the record can make the archive (with `writeArchive` and any timestamp) and whoever has both can compare them.
 *
 * @param open gives the bytes of `record.jsonl` from the beginning; called twice, so that memory stays flat
 * @param group engine of the election's group
 * Refused: as `RecordReading`; ballot-not-canonical; referendum-not-counted where no result stands on the record;
 * decryption-missing where the result names one that does not.
 * Not checked: anything that the record says.
 */
export async function* eventsOfRecord(
  open: () => ByteSource,
  group: Group,
): AsyncGenerator<EventContent, void> {
  const credentials = composeElectorate(group, await credentialsOf(open()));
  const decryptions = new Map<number, string>();
  let hasResult = false;
  for await (const { entry } of new RecordReading(open()).entries()) {
    if (entry.type === 'partial-decryption') decryptions.set(entry.owner, entry.decryption);
    if (entry.type === 'setup')
      yield { type: 'Setup', election: entry.election, trustees: entry.trustees, credentials };
    if (entry.type === 'ballots') for (const { ballot } of entry.ballots) yield { type: 'Ballot', ballot };
    if (entry.type === 'encrypted-tally') yield* tallyEvents(entry);
    if (entry.type === 'result') yield* resultEvents(entry, decryptions);
    hasResult ||= entry.type === 'result';
  }
  if (!hasResult) throw new Refused('referendum-not-counted');
}

async function credentialsOf(source: ByteSource): Promise<Set<string>> {
  const credentials = new Set<string>();
  for await (const { entry } of new RecordReading(source).entries()) {
    if (entry.type !== 'ballots') continue;
    for (const { ballot, tracker } of entry.ballots) {
      const credential = credentialIn(ballot);
      if (credential === undefined) throw new Refused('ballot-not-canonical', tracker);
      credentials.add(credential);
    }
  }
  return credentials;
}

function* tallyEvents({ tally, ballots }: EntryOf<'encrypted-tally'>): Generator<EventContent, void> {
  yield { type: 'EndBallots' };
  const totalWeight = countOf(BigInt(ballots));
  yield { type: 'EncryptedTally', encryptedTally: tally, numTallied: ballots, totalWeight };
}

function* resultEvents(
  { owners, result }: EntryOf<'result'>,
  decryptions: ReadonlyMap<number, string>,
): Generator<EventContent, void> {
  for (const owner of owners) {
    const decryption = decryptions.get(owner);
    if (decryption === undefined) throw new Refused('decryption-missing', `${owner}`);
    yield { type: 'PartialDecryption', owner, decryption };
  }
  yield { type: 'Result', result };
}

/**
 * Checks that an archive holds what the record amounts to, event by event.
 * Refused: archive-not-of-record with the first event that differs.
 */
export async function checkArchiveOfRecord(
  archive: AsyncIterable<{ readonly content: EventContent }>,
  record: AsyncGenerator<EventContent, void>,
): Promise<void> {
  let height = 0;
  for await (const { content } of archive) {
    const wanted = await record.next();
    const isSame = !wanted.done && isSameContent(content, wanted.value);
    if (!isSame) throw new Refused('archive-not-of-record', `event ${height}: ${content.type}`);
    height++;
  }
  if (!(await record.next()).done) throw new Refused('archive-not-of-record', `event ${height} is missing`);
}

function isSameContent(one: EventContent, other: EventContent): boolean {
  const [parts, others] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return parts.size === others.size && [...parts].every(([key, value]) => others.get(key) === value);
}
