import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ByteSource } from '../archive/byte-queue.ts';
import { Refused } from '../refusal.ts';

const CHUNK = 1 << 18;

/**
 * The bytes of a file from the beginning, unpacked where it is gzip.
 * @throws the system's error where the file cannot be read; while reading, Refused gzip-broken
 */
export function fileSource(path: string): ByteSource {
  const isGzip = beginsLikeGzip(path);
  const file = createReadStream(path, { highWaterMark: CHUNK });
  return isGzip ? unpacked(file) : file;
}

async function* unpacked(file: Readable): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  pipeline(file, gunzip, () => undefined);
  try {
    yield* gunzip as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new Refused('gzip-broken', (error as Error).message);
  }
}

function beginsLikeGzip(path: string): boolean {
  const start = Buffer.alloc(2);
  const file = openSync(path, 'r');
  try {
    readSync(file, start, 0, 2, 0);
  } finally {
    closeSync(file);
  }
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** The lines of a file, without their ends and without empty ones. */
export async function* linesOf(source: ByteSource): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of source) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() as string;
    yield* lines.filter((line) => line.trim() !== '');
  }
  if (rest.trim() !== '') yield rest;
}
