const NEWLINE = 0x0a;
/** 1,000 units of 16 digits are 17 kB; nobody types a longer line. */
export const MOST_BYTES = 1 << 20;

export interface Line {
  /** From 1, as editors count. */
  readonly number: number;
  /** Null where it is longer than `MOST_BYTES`: such a line is passed over without being kept. */
  readonly bytes: Uint8Array | null;
}

/** Cuts a stream into lines, holding one line at most. */
export async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 1;
  let parts: Uint8Array[] = [];
  let length = 0;
  const keep = (part: Uint8Array): void => {
    length += part.length;
    if (length > MOST_BYTES) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const line = (): Line => {
    const bytes = length > MOST_BYTES ? null : Buffer.concat(parts);
    [parts, length] = [[], 0];
    return { number: number++, bytes };
  };
  for await (const chunk of source) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, at));
      yield line();
      from = at + 1;
    }
    keep(chunk.subarray(from));
  }
  if (length > 0) yield line();
}
