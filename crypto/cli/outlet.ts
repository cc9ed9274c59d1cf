/** Where a command speaks: verdicts to `out`, everything else to `err`, one line each. */
export interface Outlet {
  out(line: string): void;
  err(line: string): void;
}

/** The two streams of a process. */
export function streamOutlet(streams: Record<'stdout' | 'stderr', { write(text: string): unknown }>): Outlet {
  return {
    out: (line) => streams.stdout.write(`${line}\n`),
    err: (line) => streams.stderr.write(`${line}\n`),
  };
}

const PAUSE = 2_000;

/** Says how far a long work has come, at most every two seconds and nothing about a short one. */
export class Progress {
  readonly #outlet: Outlet;
  readonly #now: () => number;
  #first: { at: number; done: number } | undefined;
  #said = 0;

  constructor(outlet: Outlet, now: () => number = Date.now) {
    this.#outlet = outlet;
    this.#now = now;
  }

  /** @param total how many there are, where that is known */
  tell(what: string, done: number, total?: number): void {
    const at = this.#now();
    if (!this.#first) {
      this.#first = { at, done };
      this.#said = at;
    }
    if (at - this.#said < PAUSE) return;
    this.#said = at;
    const rate = Math.round(((done - this.#first.done) * 1000) / (at - this.#first.at));
    this.#outlet.err(`${what}: ${done}${total === undefined ? '' : ` of ${total}`}, ${rate} per second`);
  }
}
