import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { CastRequest } from '#lib/referendums/server/box/cast-ballot.ts';
import { freePort } from '../../scripts/postgres/postmaster.ts';
import { inRoot, root } from '../../scripts/running/root.ts';

const PATIENCE_MS = 60_000;
/** The house is gone, opening, or has lost its database: to be asked again. */
const PASSING = new Set([500, 502, 503]);

/** The built server as a process which a test kills and starts again under the same address. */
export class BuiltHouse {
  readonly #env: Readonly<Record<string, string>>;
  readonly url: string;
  #child: ChildProcess | undefined;

  static async make(env: Readonly<Record<string, string>>): Promise<BuiltHouse> {
    return new BuiltHouse(env, await freePort());
  }

  private constructor(env: Readonly<Record<string, string>>, port: number) {
    const fixed = { STIMMHAUS_MODE: 'test', LOG_LEVEL: 'silent', ORIGIN: '', HOST: '127.0.0.1' };
    this.#env = { ...fixed, PORT: String(port), ...env };
    this.url = `http://localhost:${port}`;
  }

  /** Also where it runs already. */
  async start(): Promise<void> {
    if (this.#isRunning) return;
    const endWithUs = inRoot('scripts', 'running', 'end-with-parent.ts');
    this.#child = spawn(process.execPath, ['--import', endWithUs, inRoot('src', 'server.ts')], {
      cwd: root,
      env: { ...process.env, ...this.#env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(50)) {
      const ready = await fetch(`${this.url}/health/ready`).catch(() => null);
      if (ready?.status === 200) return;
    }
    throw new Error('The house did not get ready.');
  }

  get #isRunning(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || !this.#isRunning) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** As the booth does it: asks again until it hears. Resolves to the receipt; a real refusal throws. */
  async cast({ uuid, ...ballot }: CastRequest): Promise<string> {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(100)) {
      const reply = await fetch(`${this.url}/vote/${uuid}/ballots`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: this.url },
        body: JSON.stringify(ballot),
      }).catch(() => null);
      if (!reply || PASSING.has(reply.status)) continue;
      const text = await reply.text().catch(() => null);
      if (text === null) continue;
      if (reply.status !== 200) throw new Error(`refused: ${reply.status} ${text}`);
      return (JSON.parse(text) as { receipt: string }).receipt;
    }
    throw new Error('The house did not answer.');
  }
}
