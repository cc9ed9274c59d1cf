import { writeSync } from 'node:fs';

/** Writes bytes to an open file and says how many it took; throws where it took none. */
type Write = (bytes: Uint8Array) => number;

/**
 * Where log lines go. What cannot be written is lost, and counted in a line of its own once there is room again: neither a
 * full disk nor a reader that does not read may stop the house.
 */
export class LogPaper {
  readonly #write: Write;
  #lost = 0;
  /** The disk filled up in the middle of a line. */
  #isTorn = false;

  constructor(write: Write = (bytes) => writeSync(1, bytes)) {
    this.#write = write;
  }

  /** One line with its end. */
  write(line: string): void {
    if (this.#lost > 0) {
      const told = JSON.stringify({
        level: 40,
        time: new Date(),
        event: 'log-lines-lost',
        count: this.#lost,
      });
      if (!this.#take(`${told}\n`)) {
        this.#lost += 1;
        return;
      }
      this.#lost = 0;
    }
    if (!this.#take(line)) this.#lost += 1;
  }

  #take(line: string): boolean {
    const bytes = Buffer.from(this.#isTorn ? `\n${line}` : line);
    try {
      const taken = this.#write(bytes);
      this.#isTorn = taken < bytes.length;
      return !this.#isTorn;
    } catch {
      return false;
    }
  }
}
