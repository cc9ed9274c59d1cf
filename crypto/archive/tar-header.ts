/**
 * One 512-byte tar header block as stock Belenios writes it (belenios-v1 §4): no `ustar` magic, no owner
 * names, the same modification time in every record, the checksum as six octal digits, NUL, space.
 */

/** Size of a tar block in bytes; bodies are padded with NUL to a multiple of it. */
export const BLOCK = 512;

/** The largest number that eleven octal digits can hold: of body lengths (bytes) and timestamps (Unix seconds). */
export const MAX_OCTAL = 0o77777777777;

const ascii = new TextEncoder();

export interface TarHeader {
  /** ASCII, at most 100 characters. */
  name: string;
  /** Length of the body in bytes, without padding. */
  size: number;
  /** Unix time in seconds. */
  timestamp: number;
}

/** The only header block that the archive allows for this name, size and time. */
export function tarHeader({ name, size, timestamp }: TarHeader): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (text: string, at: number) => block.set(ascii.encode(text), at);
  put(name, 0);
  put('0000644', 100);
  put('0000000', 108);
  put('0000000', 116);
  put(size.toString(8).padStart(11, '0'), 124);
  put(timestamp.toString(8).padStart(11, '0'), 136);
  put('        ', 148);
  put('0', 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** Bytes of NUL that follow a body of this size. */
export function paddingAfter(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}
