/** Where a command speaks: verdicts to `out`, everything else to `err`, one line each. */
export interface Outlet {
  out(line: string): void;
  err(line: string): void;
}

const PAUSE = 2_000;

/** Says how far a long work has come, at most every two seconds and nothing about a short one. */
export class Progress {
  readonly #outlet: Outlet;
  readonly #now: () => number;
  #said: number;
  #begin: { at: number; done: number } | undefined;

  constructor(outlet: Outlet, now: () => number = Date.now) {
    this.#outlet = outlet;
    this.#now = now;
    this.#said = now();
  }

  /** @param total how many there are, where that is known */
  tell(what: string, done: number, total?: number): void {
    const at = this.#now();
    this.#begin ??= { at, done };
    if (at - this.#said < PAUSE) return;
    this.#said = at;
    const rate = Math.round(((done - this.#begin.done) * 1000) / (at - this.#begin.at));
    this.#outlet.err(`${what}: ${done}${total === undefined ? '' : ` of ${total}`}, ${rate} per second`);
  }
}
