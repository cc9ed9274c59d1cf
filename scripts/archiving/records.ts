import { Trouble } from '../running/trouble.ts';

/** What a backup holds, one after another: a JSON note, or a stretch of COPY text. */
export type BackupRecord =
  { readonly kind: 'note'; readonly note: unknown } | { readonly kind: 'rows'; readonly rows: Buffer };

const HEAD_BYTES = 5;
const NOTE = 0x4e;
const ROWS = 0x52;
/** No record of ours is nearly as long. */
const MOST_BYTES = 256 * 1024 * 1024;

export function encodeNote(note: unknown): Buffer {
  return encode(NOTE, Buffer.from(JSON.stringify(note)));
}

export function encodeRows(rows: Buffer): Buffer {
  return encode(ROWS, rows);
}

function encode(tag: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head[0] = tag;
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

export async function* decodeRecords(source: AsyncIterable<Buffer>): AsyncGenerator<BackupRecord> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (
      let length = lengthOf(held);
      length !== undefined && held.length >= length;
      length = lengthOf(held)
    ) {
      yield decode(held.subarray(0, length));
      held = held.subarray(length);
    }
  }
  if (held.length > 0) throw new Trouble('The backup ends in the middle of something.');
}

function lengthOf(held: Buffer): number | undefined {
  if (held.length < HEAD_BYTES) return undefined;
  const length = held.readUInt32BE(1);
  if (length > MOST_BYTES) throw new Trouble('The backup holds something that we did not write.');
  return HEAD_BYTES + length;
}

function decode(record: Buffer): BackupRecord {
  const payload = record.subarray(HEAD_BYTES);
  if (record[0] === ROWS) return { kind: 'rows', rows: payload };
  if (record[0] === NOTE) return { kind: 'note', note: JSON.parse(payload.toString('utf8')) };
  throw new Trouble('The backup holds something that we did not write.');
}
