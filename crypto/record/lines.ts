import { joined, type ByteSource } from '../archive/byte-queue.ts';
import { Refused } from '../refusal.ts';

const NEWLINE = 10;

/**
 * The lines of a file, each without its newline. Every line must end with one; an empty file has none.
 * @param longest bytes of one line at most
 * Refused: line-unfinished, line-too-long, line-empty.
 */
export async function* linesOf(source: ByteSource, longest: number): AsyncGenerator<Uint8Array, void> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield whole([...held, chunk.subarray(start, end)], longest);
      [held, length, start] = [[], 0, end + 1];
    }
    length += chunk.length - start;
    if (length > longest) throw new Refused('line-too-long');
    if (start < chunk.length) held.push(chunk.subarray(start));
  }
  if (length > 0) throw new Refused('line-unfinished');
}

function whole(parts: readonly Uint8Array[], longest: number): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length === 0) throw new Refused('line-empty');
  if (length > longest) throw new Refused('line-too-long');
  return joined(parts, length);
}
