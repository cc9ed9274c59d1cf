import { sha256Hex } from '../hash.ts';
import { joined } from './byte-queue.ts';
import { eventBodies, eventBody, type ArchiveEvent, type EventContent } from './event.ts';
import { EventGrammar } from './grammar.ts';
import { firstRecord, recordBytes } from './records.ts';

/**
 * Writes an archive event by event, so that a large one never stands in memory. The exact inverse of `readArchive`:
 * the same events give the same bytes.
 */
export class ArchiveWriter {
  #timestamp: number;
  #grammar = new EventGrammar();
  #height = 0;
  #parent: string | undefined;

  /** @param timestamp Unix seconds, the same in every header; no time of a single ballot exists */
  constructor(timestamp: number) {
    this.#timestamp = timestamp;
  }

  /** The bytes with which every archive begins. @throws RangeError for a timestamp that tar cannot hold */
  start(): Uint8Array {
    return firstRecord(this.#timestamp);
  }

  /** The bytes of the next event. @throws Refused event-out-of-order */
  append(content: EventContent): { event: ArchiveEvent; bytes: Uint8Array } {
    this.#grammar.step(content.type);
    const parts = eventBodies(content, sha256Hex).map((body) => recordBytes('object', body, this.#timestamp));
    const links = { parent: this.#parent, payload: parts.at(-1)?.hash };
    const own = recordBytes('event', eventBody(content.type, this.#height, links), this.#timestamp);
    const event = { height: this.#height, hash: own.hash, payload: links.payload, content };
    this.#height++;
    this.#parent = own.hash;
    return { event, bytes: allOf([...parts, own].map(({ bytes }) => bytes)) };
  }
}

/** What `writeArchive` needs: the time, and the events in order. */
export interface ArchiveParts {
  /** Unix seconds. */
  timestamp: number;
  events: Iterable<EventContent> | AsyncIterable<EventContent>;
}

/**
 * The bytes of an archive, in chunks of one event each. It may stop after any event.
 * @throws Refused event-out-of-order; RangeError for a timestamp that tar cannot hold
 */
export async function* writeArchive({ timestamp, events }: ArchiveParts): AsyncGenerator<Uint8Array, void> {
  const writer = new ArchiveWriter(timestamp);
  yield writer.start();
  for await (const content of events) yield writer.append(content).bytes;
}

/** All chunks of a source in one piece: for small archives and tests. */
export async function bytesOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return allOf(parts);
}

function allOf(parts: readonly Uint8Array[]): Uint8Array {
  return joined(
    parts,
    parts.reduce((length, part) => length + part.length, 0),
  );
}
