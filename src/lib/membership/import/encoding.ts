import iconv from 'iconv-lite';
import { FileFault } from './file-fault.ts';

export type TextEncoding = 'utf-8' | 'windows-1252';

/** UTF-8 if every byte agrees, otherwise what German Windows programs write. UTF-16 and binaries are refused. */
export function encodingOf(chunks: readonly Uint8Array[]): TextEncoding {
  const first = chunks.find((chunk) => chunk.length > 0)?.subarray(0, 4) ?? new Uint8Array();
  const [a, b] = first;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) throw new FileFault('import-utf16', 1);
  if (first.includes(0)) throw new FileFault('import-utf16', 1);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (const chunk of chunks) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** The text of the file, piece by piece, without a byte order mark. */
export function* textOf(chunks: readonly Uint8Array[], encoding: TextEncoding): Generator<string> {
  const decoder = iconv.getDecoder(encoding === 'utf-8' ? 'utf8' : 'win1252');
  let isFirst = true;
  for (const chunk of chunks) {
    const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (text === '') continue;
    yield isFirst ? text.replace(/^\uFEFF/, '') : text;
    isFirst = false;
  }
  const rest = decoder.end();
  if (rest) yield rest;
}
