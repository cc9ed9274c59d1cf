import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileFault } from '../../import/file-fault.ts';
import { readUpload } from './multipart.ts';

const TYPE = 'multipart/form-data; boundary=----grenze7';

function form(content: string, fileName = 'a.csv', before = ''): Buffer {
  return Buffer.from(
    `${before}------grenze7\r\nContent-Disposition: form-data; name="unit"\r\n\r\n111\r\n` +
      `------grenze7\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\n` +
      `Content-Type: text/csv\r\n\r\n${content}\r\n------grenze7--\r\n`,
  );
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const faultOf = async (work: Promise<unknown>) =>
  work.then(() => 'none').catch((error: FileFault) => error.code);

describe('an uploaded file', () => {
  it('comes out as it went in, however the network cuts it', async () => {
    const content = fc.string({
      unit: fc.constantFrom('a', '\r', '\n', '-', '-grenze7', '\r\n----', '--', '"'),
    });
    await fc.assert(
      fc.asyncProperty(content, fc.integer({ min: 1, max: 60 }), async (text, size) => {
        fc.pre(!text.includes('\r\n------grenze7'));
        const file = await readUpload(pieces(form(text), size), TYPE, 100_000);
        expect(file.name).toBe('a.csv');
        expect(Buffer.concat(file.chunks).toString()).toBe(text);
      }),
    );
  });

  it('is refused above the limit as soon as it is passed', async () => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield form('x').subarray(0, 200);
      for (; sent < 1000; sent += 1) yield Buffer.alloc(1000, 120);
    }
    expect(await faultOf(readUpload(endless(), TYPE, 10_000))).toBe('import-file-too-large');
    expect(sent).toBeLessThan(12);
  });

  it.each([
    ['another content type', 'application/json', form('x')],
    ['no boundary', 'multipart/form-data', form('x')],
    ['no chosen file', TYPE, form('', '')],
    ['an end in the middle', TYPE, form('x').subarray(0, -12)],
    ['two files', TYPE, Buffer.concat([form('x').subarray(0, -4), Buffer.from('\r\n'), form('y')])],
    ['headers without end', TYPE, Buffer.from(`------grenze7\r\n${'x'.repeat(20_000)}`)],
    ['nothing', TYPE, Buffer.alloc(0)],
  ])('is refused with %s', async (_, type, bytes) => {
    expect(await faultOf(readUpload(pieces(bytes, 1000), type, 100_000))).toBe('import-no-file');
  });
});
