import type { ByteSource } from '../archive/byte-queue.ts';
import { EMPTY_FRONTIER, type Frontier, leafHash, rootOf, withLeaf } from '../log/merkle.ts';
import type { TreeHead } from '../log/proof.ts';
import { within } from '../refusal.ts';
import { LONGEST_ENTRY, parseEntry, type RecordEntry } from './entry.ts';
import { type Ending, RecordGrammar } from './grammar.ts';
import { linesOf } from './lines.ts';

/** An entry in its place. */
export interface PlacedEntry {
  /** From 0. */
  readonly index: number;
  readonly entry: RecordEntry;
  /** The tree of all entries up to and with this one. */
  readonly head: TreeHead;
}

/** Bytes of a line: no character has more than three per unit of length. */
const LONGEST_LINE = LONGEST_ENTRY * 3;

/**
 * Reads `record.jsonl`: one entry per line, in the order of the log. Memory is that of one entry.
 */
export class RecordReading {
  #source: ByteSource;
  #grammar = new RecordGrammar();
  #frontier: Frontier = EMPTY_FRONTIER;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** How the referendum came out, as far as was read. */
  get ending(): Ending {
    return this.#grammar.ending;
  }

  /** The tree over all entries read so far. */
  get head(): TreeHead {
    return { size: this.#frontier.size, root: rootOf(this.#frontier) };
  }

  /**
   * The entries, each canonical and allowed in its place.
   * Refused: line-…, text-not-utf8, codes of `parseEntry` and `RecordGrammar`; the detail begins with the entry's number.
   */
  async *entries(): AsyncGenerator<PlacedEntry, void> {
    for await (const line of linesOf(this.#source, LONGEST_LINE)) {
      const index = this.#frontier.size;
      const entry = within(`entry ${index}`, () => {
        const read = parseEntry(line);
        this.#grammar.step(read);
        return read;
      });
      this.#frontier = withLeaf(this.#frontier, leafHash(line));
      yield { index, entry, head: this.head };
    }
  }
}
