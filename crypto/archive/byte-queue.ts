import { Refused } from '../refusal.ts';

/** Anything that yields the bytes of an archive in order, in chunks of any size. */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Turns chunks of any size into pieces of a wanted size, holding no more than one piece and one chunk.
 * A piece may share memory with a chunk: it is only valid until the chunk's owner writes to it.
 */
export class ByteQueue {
  #chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array(0);

  constructor(source: ByteSource) {
    this.#chunks =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  /**
   * The next `size` bytes, or nothing at a clean end.
   * @throws Refused `archive-cut-off` when the source ends in between.
   */
  async take(size: number): Promise<Uint8Array | undefined> {
    if (this.#held.length < size && !(await this.#fill(size))) {
      if (this.#held.length === 0) return undefined;
      throw new Refused('archive-cut-off', `${this.#held.length} bytes where ${size} were expected`);
    }
    const piece = this.#held.subarray(0, size);
    this.#held = this.#held.subarray(size);
    return piece;
  }

  /** As `take`, where the end of the source is a fault. */
  async demand(size: number): Promise<Uint8Array> {
    const piece = size === 0 ? new Uint8Array(0) : await this.take(size);
    if (!piece) throw new Refused('archive-cut-off', `nothing where ${size} bytes were expected`);
    return piece;
  }

  /** Tells the source that nobody will read on. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #fill(size: number): Promise<boolean> {
    const parts = [this.#held];
    let length = this.#held.length;
    while (length < size) {
      const next = await this.#chunks.next();
      if (next.done) break;
      parts.push(next.value);
      length += next.value.length;
    }
    this.#held = joined(parts, length);
    return length >= size;
  }
}

/** All parts, one after the other. */
export function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
