import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Trouble } from '../running/trouble.ts';
import { seal, unseal } from './sealing.ts';

const PASS = 'correct horse battery staple';
const PIECE = 64 * 1024;
const HEAD = 'stimmhaus-backup 1\n'.length + 1 + 16;
/** Guessing is cheap here, and so are the tests. */
const CHEAP = 4;

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function collect(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const sealed = (plain: Buffer, pass = PASS) => collect(seal(inChunks(plain, 50_000), pass, CHEAP));
const opened = (bytes: Buffer, pass = PASS) => collect(unseal(inChunks(bytes, 7_777), pass));

describe('a sealed backup', () => {
  it.each([0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])(
    'gives back exactly its %i bytes',
    async (length) => {
      const plain = randomBytes(length);
      expect((await opened(await sealed(plain))).equals(plain)).toBe(true);
    },
  );

  it('shows nothing of what it holds', async () => {
    const plain = Buffer.alloc(PIECE, 'secret ');
    expect((await sealed(plain)).includes('secret')).toBe(false);
  });

  it('is refused with another passphrase', async () => {
    await expect(opened(await sealed(Buffer.from('x')), `${PASS}.`)).rejects.toThrow(Trouble);
  });

  it('is refused with any single bit changed', { timeout: 120_000 }, async () => {
    const bytes = await sealed(randomBytes(PIECE + 100));
    const check = async (bit: number) => {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await expect(opened(changed)).rejects.toThrow(Trouble);
    };
    // The cost is a byte of the head: changed, it may ask for much work before it is refused.
    const bits = fc.nat(bytes.length * 8 - 1).filter((bit) => bit >> 3 !== HEAD - 17);
    await fc.assert(fc.asyncProperty(bits, check), { numRuns: 100 });
  });

  it.each([10, HEAD - 1, HEAD, HEAD + 1, PIECE, HEAD + PIECE + 16, HEAD + PIECE + 60])(
    'is refused when cut after %i bytes',
    async (length) => {
      const bytes = await sealed(randomBytes(PIECE + 100));
      await expect(opened(bytes.subarray(0, length))).rejects.toThrow(Trouble);
    },
  );

  it('is refused with bytes appended, and with pieces left out', async () => {
    const bytes = await sealed(randomBytes(3 * PIECE));
    const without = Buffer.concat([bytes.subarray(0, HEAD), bytes.subarray(HEAD + PIECE + 16)]);
    await expect(opened(Buffer.concat([bytes, Buffer.from('x')]))).rejects.toThrow(Trouble);
    await expect(opened(without)).rejects.toThrow(Trouble);
  });

  it('is not any other file', async () => {
    await expect(opened(randomBytes(1000))).rejects.toThrow('no backup');
  });
});
