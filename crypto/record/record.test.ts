import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { leafHash, merkleRoot } from '../log/merkle.ts';
import { formatEntry, type RecordEntry } from './entry.ts';
import { linesOf } from './lines.ts';
import { RecordReading } from './record.ts';

const uuid = '5sn2RFJC372Mjk';
const entries: RecordEntry[] = [
  { type: 'ceremony', uuid, round: 1, transcript: 'ä' },
  { type: 'abort', uuid, reason: 'Falsche Frage.', by: [] },
];
const lines = entries.map(formatEntry);
const file = utf8ToBytes(lines.map((line) => `${line}\n`).join(''));
const inPieces = (bytes: Uint8Array, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('the file of the record', () => {
  it.each([1, 7, 1000])('reads the same in pieces of %d bytes', async (size) => {
    const reading = new RecordReading(inPieces(file, size));
    const read = await all(reading.entries());
    expect(read.map(({ entry }) => entry)).toEqual(entries);
    expect(read.map(({ index }) => index)).toEqual([0, 1]);
    const leaves = lines.map((line) => leafHash(utf8ToBytes(line)));
    expect(read[0]!.head).toEqual({ size: 1, root: merkleRoot(leaves.slice(0, 1)) });
    expect(reading.head).toEqual({ size: 2, root: merkleRoot(leaves) });
    expect(reading.ending).toBe('abort');
  });

  it('names the entry that is wrong', async () => {
    const twice = utf8ToBytes(`${lines[0]}\n${lines[1]}\n${lines[1]}\n`);
    await expect(all(new RecordReading([twice]).entries())).rejects.toThrow(
      'entry-out-of-order: entry 2: abort after abort',
    );
    await expect(all(new RecordReading([utf8ToBytes('{}\n')]).entries())).rejects.toThrow(
      'entry-type-unknown: entry 0',
    );
  });

  it('refuses lines that are empty, unfinished or too long', async () => {
    const read = (text: string, longest = 10) => all(linesOf(inPieces(utf8ToBytes(text), 4), longest));
    expect(await read('')).toEqual([]);
    expect(await read('ab\nc\n')).toEqual([utf8ToBytes('ab'), utf8ToBytes('c')]);
    await expect(read('a\n\n')).rejects.toThrow('line-empty');
    await expect(read('\n')).rejects.toThrow('line-empty');
    await expect(read('a\nb')).rejects.toThrow('line-unfinished');
    await expect(read('abcdefghijklmn')).rejects.toThrow('line-too-long');
    await expect(read('abc\n', 2)).rejects.toThrow('line-too-long');
  });
});
