/** Lets so many work at a time; the others wait in the order in which they came. */
export class Seats {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(seats: number) {
    this.#free = seats;
  }

  async with<T>(work: () => Promise<T>): Promise<T> {
    await this.#take();
    try {
      return await work();
    } finally {
      this.#giveUp();
    }
  }

  #take(): Promise<void> {
    if (this.#free === 0) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#free -= 1;
    return Promise.resolve();
  }

  #giveUp(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
