import { textFromUtf8 } from '../canonical.ts';
import { sha256Hex } from '../hash.ts';
import { Refused } from '../refusal.ts';
import { ByteQueue, type ByteSource } from './byte-queue.ts';
import { BLOCK, MAX_OCTAL, paddingAfter, tarHeader } from './tar-header.ts';

/** One record of the archive after the first: an object, or the event that makes it count. */
export interface ArchiveRecord {
  kind: 'object' | 'event';
  /** SHA-256 of the body, 64 lower-case hex digits; part of the record's name. */
  hash: string;
  /** One line of text. */
  body: string;
}

/** Bodies above this are not judged: a header must not be able to ask for all memory. 256 MiB. */
export const MAX_BODY = 2 ** 28;

const FIRST_NAME = 'BELENIOS';
const FIRST_BODY = /^\{"version":1,"timestamp":"(0|[1-9][0-9]*)"\}$/;
const RECORD_NAME = /^([0-9a-f]{64})\.(data|event)\.json$/;
const SUFFIX = { object: 'data', event: 'event' } as const;
const SIZE_AT = 124;

const ascii = new TextDecoder('latin1');
const utf8 = new TextEncoder();

/**
 * The records of a `.bel` archive in order, each header compared byte for byte with the only one allowed.
 * The first record only carries the timestamp and is not yielded.
 *
 * @throws Refused archive-empty, archive-cut-off, archive-timestamp-not-canonical, record-name-unknown,
 *   record-header-not-canonical, record-padding-not-zero, record-hash-wrong, record-not-one-line, text-not-utf8;
 *   unsupported-record-size above MAX_BODY
 * Source: belenios-v1 §4. Not checked: what the bodies say.
 */
export async function* archiveRecords(source: ByteSource): AsyncGenerator<ArchiveRecord, void> {
  const queue = new ByteQueue(source);
  try {
    const timestamp = await readTimestamp(queue);
    for (let header = await queue.take(BLOCK); header; header = await queue.take(BLOCK)) {
      yield await readRecord(queue, header.slice(), timestamp);
    }
  } finally {
    await queue.close();
  }
}

/** The first record: says that this is an archive, and the one timestamp of all headers. */
export function firstRecord(timestamp: number): Uint8Array {
  if (!Number.isSafeInteger(timestamp) || timestamp < 0 || timestamp > MAX_OCTAL) {
    throw new RangeError('the timestamp of an archive is a number of seconds in eleven octal digits');
  }
  return framed(FIRST_NAME, `{"version":1,"timestamp":"${timestamp}"}`, timestamp);
}

/** One record as bytes, and its hash. */
export function recordBytes(kind: ArchiveRecord['kind'], body: string, timestamp: number) {
  const hash = sha256Hex(body);
  return { hash, bytes: framed(`${hash}.${SUFFIX[kind]}.json`, body, timestamp) };
}

function framed(name: string, text: string, timestamp: number): Uint8Array {
  const body = utf8.encode(text);
  const bytes = new Uint8Array(BLOCK + body.length + paddingAfter(body.length));
  bytes.set(tarHeader({ name, size: body.length, timestamp }), 0);
  bytes.set(body, BLOCK);
  return bytes;
}

async function readTimestamp(queue: ByteQueue): Promise<number> {
  const header = (await queue.take(BLOCK))?.slice();
  if (!header) throw new Refused('archive-empty');
  if (nameIn(header) !== FIRST_NAME)
    throw new Refused('record-name-unknown', 'the first record is not BELENIOS');
  const { text } = await readBody(queue, header);
  const timestamp = Number(FIRST_BODY.exec(text)?.[1] ?? NaN);
  if (!(timestamp <= MAX_OCTAL)) throw new Refused('archive-timestamp-not-canonical');
  requireHeader(header, FIRST_NAME, timestamp);
  return timestamp;
}

async function readRecord(queue: ByteQueue, header: Uint8Array, timestamp: number): Promise<ArchiveRecord> {
  const name = nameIn(header);
  const [, hash, suffix] = RECORD_NAME.exec(name) ?? [];
  if (!hash) throw new Refused('record-name-unknown', JSON.stringify(name.slice(0, 80)));
  requireHeader(header, name, timestamp);
  const { text, bodyHash } = await readBody(queue, header);
  if (bodyHash !== hash)
    throw new Refused('record-hash-wrong', `record ${hash} has a body of hash ${bodyHash}`);
  return { kind: suffix === 'event' ? 'event' : 'object', hash, body: text };
}

async function readBody(queue: ByteQueue, header: Uint8Array): Promise<{ text: string; bodyHash: string }> {
  const size = sizeIn(header);
  if (size > MAX_BODY) throw new Refused('unsupported-record-size', `${size} bytes`);
  const body = await queue.demand(size);
  const bodyHash = sha256Hex(body);
  if (body.includes(10) || body.includes(13)) throw new Refused('record-not-one-line');
  const text = textFromUtf8(body);
  const padding = await queue.demand(paddingAfter(size));
  if (padding.some((byte) => byte !== 0)) throw new Refused('record-padding-not-zero');
  return { text, bodyHash };
}

function nameIn(header: Uint8Array): string {
  const end = header.indexOf(0);
  return ascii.decode(header.subarray(0, end < 0 || end > 100 ? 100 : end));
}

function sizeIn(header: Uint8Array): number {
  const digits = ascii.decode(header.subarray(SIZE_AT, SIZE_AT + 11));
  if (!/^[0-7]{11}$/.test(digits))
    throw new Refused('record-header-not-canonical', 'the length is not octal');
  return parseInt(digits, 8);
}

function requireHeader(header: Uint8Array, name: string, timestamp: number): void {
  const wanted = tarHeader({ name, size: sizeIn(header), timestamp });
  const at = header.findIndex((byte, i) => byte !== wanted[i]);
  if (at >= 0) throw new Refused('record-header-not-canonical', `byte ${at} of the header of ${name}`);
}
