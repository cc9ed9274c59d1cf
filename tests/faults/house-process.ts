import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Outcome } from '#lib/platform/outcome.ts';
import type { CastRequest } from '#lib/referendums/server/box/cast-ballot.ts';
import type { Receipt } from '#lib/referendums/server/box/receipt.server.ts';
import { inRoot, root } from '../../scripts/running/root.ts';

export type Act =
  | { readonly kind: 'cast'; readonly ballot: CastRequest }
  | { readonly kind: 'draw'; readonly personId: string; readonly request: { uuid: string; blinded: string } }
  | { readonly kind: 'publish' | 'close'; readonly uuid: string }
  | { readonly kind: 'turn' };

/** The process ended before it answered. */
export class NoReply extends Error {}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Reply {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** One more process of the house on the same database, which a test may kill. */
export class HouseProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  /** `ahead`: by how many milliseconds the process's own clock is off. */
  static async start(url: string, { ahead = 0 } = {}): Promise<HouseProcess> {
    const wrongClock = `const now = Date.now, Right = Date; Date.now = () => now() + ${ahead};
      globalThis.Date = class extends Right { constructor(...a) { a.length ? super(...a) : super(Date.now()); } };`;
    const clock = ahead === 0 ? [] : ['--import', `data:text/javascript,${encodeURIComponent(wrongClock)}`];
    const child = spawn(process.execPath, [...clock, inRoot('tests', 'faults', 'act.ts'), url], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const house = new HouseProcess(child);
    await house.#ready;
    return house;
  }

  readonly #ready: Promise<void>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stdin?.on('error', () => {});
    const lines = createInterface({ input: child.stdout! });
    this.#ready = new Promise((resolve, reject) => {
      child.once('exit', () => reject(new NoReply('it did not start')));
      lines.on('line', (line) => (line === 'ready' ? resolve() : this.#hear(line)));
    });
    child.once('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new NoReply('killed'));
      this.#waiting.clear();
    });
  }

  #hear(line: string): void {
    if (!line.startsWith('{"id"')) return;
    const { id, value, error } = JSON.parse(line) as Reply;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }

  /** With `losesReply` the process kills itself after the act is done, before it answers. */
  async act(act: Act, { losesReply = false } = {}): Promise<unknown> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) throw new NoReply('ended');
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.stdin!.write(`${JSON.stringify({ id, act, losesReply })}\n`);
    });
  }

  cast(ballot: CastRequest, how?: { losesReply: boolean }): Promise<Outcome<Receipt>> {
    return this.act({ kind: 'cast', ballot }, how) as Promise<Outcome<Receipt>>;
  }

  draw(
    personId: string,
    request: { uuid: string; blinded: string },
    how?: { losesReply: boolean },
  ): Promise<Outcome<{ signature: string }>> {
    return this.act({ kind: 'draw', personId, request }, how) as Promise<Outcome<{ signature: string }>>;
  }

  async kill(): Promise<void> {
    await this.#end(() => this.#child.kill('SIGKILL'));
  }

  async stop(): Promise<void> {
    await this.#end(() => this.#child.stdin?.end());
  }

  async #end(ask: () => unknown): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    ask();
    await ended;
  }
}
