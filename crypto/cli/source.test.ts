import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { bytesOf } from '../archive/writer.ts';
import { refusalIn } from '../testing/refusal.ts';
import { fileSource, linesOf } from './source.ts';

const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-source-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function file(content: Uint8Array | string): string {
  const path = join(folder, `${files++}`);
  writeFileSync(path, content);
  return path;
}

const text = 'Zeile\n'.repeat(100_000);

describe('the bytes of a file', () => {
  it('come as they are, and unpacked where they are gzip', async () => {
    for (const path of [file(text), file(gzipSync(text))])
      expect(Buffer.from(await bytesOf(fileSource(path))).toString()).toBe(text);
    expect(await bytesOf(fileSource(file('')))).toHaveLength(0);
  });

  it('are refused where gzip is broken or cut off', async () => {
    const packed = gzipSync(text);
    const broken = Buffer.from(packed);
    broken[packed.length - 5]! ^= 1;
    for (const bytes of [broken, packed.subarray(0, packed.length - 20)])
      expect(await refusalIn(bytesOf(fileSource(file(bytes))))).toBe('gzip-broken');
  });

  it('cannot be read where there is no file', () => {
    expect(() => fileSource(join(folder, 'absent'))).toThrow('ENOENT');
    expect(() => fileSource(folder)).toThrow('EISDIR');
  });
});

describe('the lines of a file', () => {
  const lines = async (...chunks: string[]) => {
    const found: string[] = [];
    for await (const line of linesOf(chunks.map((chunk) => Buffer.from(chunk, 'latin1')))) found.push(line);
    return found;
  };

  it('are put together across chunks, characters too', async () => {
    const [head, tail] = [Buffer.from('a\nGrü').subarray(0, 5), Buffer.from('a\nGrüße\nz').subarray(5)];
    expect(await lines(head.toString('latin1'), tail.toString('latin1'))).toEqual(['a', 'Grüße', 'z']);
  });

  it('are left out where empty', async () => {
    expect(await lines('\na\n\n  \nb\n', '\n', ' ')).toEqual(['a', 'b']);
    expect(await lines()).toEqual([]);
  });
});
