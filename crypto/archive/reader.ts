import { integer, object, optional, parseCanonical, text } from '../canonical.ts';
import { Refused } from '../refusal.ts';
import type { ByteSource } from './byte-queue.ts';
import { count } from './count.ts';
import { eventBodies, isEventType, type ArchiveEvent, type EventContent, type EventType } from './event.ts';
import { EventGrammar } from './grammar.ts';
import { archiveRecords, type ArchiveRecord } from './records.ts';

type Objects = readonly ArchiveRecord[];

/** How many objects stand before the event's own record. */
const OBJECTS: Readonly<Record<EventType, number>> = {
  Setup: 4,
  Ballot: 1,
  EndBallots: 0,
  EncryptedTally: 2,
  Shuffle: 2,
  EndShuffles: 0,
  PartialDecryption: 2,
  Result: 1,
};

const event = object({
  parent: optional(text(64)),
  height: integer(),
  type: text(32),
  payload: optional(text(64)),
});
const hash = text(64);
const sizedTally = object({ num_tallied: integer(), total_weight: count, encrypted_tally: hash });
const owned = object({ owner: integer(1, 1000), payload: hash });

export interface ArchiveReading {
  /** Accept an archive that ends after any event, as it stands while an election runs. */
  unfinished?: boolean;
}

/**
 * The events of a `.bel` archive, each checked for its place: bytes of the records, hashes, heights, parents, payloads,
 * order of records and order of events. Memory is that of one event.
 *
 * @throws Refused what `archiveRecords` throws, and event-not-canonical, event-type-unknown, event-height-wrong,
 *   event-parent-wrong, event-objects-missing, event-objects-too-many, event-payload-wrong, sized-tally-not-canonical,
 *   owned-not-canonical, event-out-of-order, archive-unfinished
 * Source: belenios-v1 §4. Not checked: what the objects say, and the bound of owners.
 */
export async function* readArchive(
  source: ByteSource,
  { unfinished = false }: ArchiveReading = {},
): AsyncGenerator<ArchiveEvent, void> {
  const grammar = new EventGrammar();
  let height = 0;
  let parent: string | undefined;
  let objects: ArchiveRecord[] = [];
  for await (const record of archiveRecords(source)) {
    if (record.kind === 'object') {
      if (objects.push(record) > 4) throw new Refused('event-objects-too-many', `before event ${height}`);
      continue;
    }
    const content = contentOf(record, objects, { height, parent });
    grammar.step(content.type);
    yield { height, hash: record.hash, payload: objects.at(-1)?.hash, content };
    height++;
    parent = record.hash;
    objects = [];
  }
  if (objects.length > 0) throw new Refused('event-objects-too-many', 'after the last event');
  if (!unfinished) grammar.finish();
}

function contentOf(
  record: ArchiveRecord,
  objects: Objects,
  place: { height: number; parent?: string | undefined },
) {
  const { type, height, parent, payload } = parseCanonical('event', record.body, event);
  if (!isEventType(type)) throw new Refused('event-type-unknown', type);
  if (height !== place.height) throw new Refused('event-height-wrong', `${height}, not ${place.height}`);
  if (parent !== place.parent) throw new Refused('event-parent-wrong', `of event ${height}`);
  requireObjects(type, objects, height);
  if (payload !== objects.at(-1)?.hash) throw new Refused('event-payload-wrong', `of event ${height}`);
  const content = CONTENT[type](objects);
  const hashes = new Map(objects.map(({ body, hash }) => [body, hash]));
  const bodies = eventBodies(content, (body) => hashes.get(body) as string);
  if (bodies.at(-1) !== objects.at(-1)?.body)
    throw new Refused('event-payload-wrong', `${type} names another object`);
  return content;
}

function requireObjects(type: EventType, objects: Objects, height: number): void {
  const wanted = OBJECTS[type];
  if (objects.length === wanted) return;
  const code = objects.length < wanted ? 'event-objects-missing' : 'event-objects-too-many';
  throw new Refused(code, `${objects.length} before event ${height} (${type}), not ${wanted}`);
}

/** Only called with the number of objects that OBJECTS names. */
const CONTENT: Readonly<Record<EventType, (objects: Objects) => EventContent>> = {
  Setup: (o) => ({ type: 'Setup', election: body(o, 0), trustees: body(o, 1), credentials: body(o, 2) }),
  Ballot: (o) => ({ type: 'Ballot', ballot: body(o, 0) }),
  EndBallots: () => ({ type: 'EndBallots' }),
  EncryptedTally: (o) => {
    const sized = parseCanonical('sized-tally', body(o, 1), sizedTally);
    const encryptedTally = body(o, 0);
    return {
      type: 'EncryptedTally',
      encryptedTally,
      numTallied: sized.num_tallied,
      totalWeight: sized.total_weight,
    };
  },
  Shuffle: (o) => ({ type: 'Shuffle', owner: ownerIn(o), shuffle: body(o, 0) }),
  EndShuffles: () => ({ type: 'EndShuffles' }),
  PartialDecryption: (o) => ({ type: 'PartialDecryption', owner: ownerIn(o), decryption: body(o, 0) }),
  Result: (o) => ({ type: 'Result', result: body(o, 0) }),
};

function body(objects: Objects, at: number): string {
  return (objects[at] as ArchiveRecord).body;
}

function ownerIn(objects: Objects): number {
  return parseCanonical('owned', body(objects, 1), owned).owner;
}
