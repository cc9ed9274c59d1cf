import { spawn, type ChildProcess } from 'node:child_process';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { exitOf } from '../running/program.ts';
import { inRoot, root } from '../running/root.ts';
import { Trouble } from '../running/trouble.ts';
import { markServer, unmarkServer } from './server-mark.ts';

export interface Serving {
  readonly pid: number | undefined;
  /** Resolves with its exit code when the server ends, asked or not. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

export interface ServingOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** Noted as the one server of this checkout, for the next start to find; tests start many. */
  readonly marked?: boolean;
  /** An open file that takes what it prints; otherwise that goes where ours goes. */
  readonly output?: number;
}

const PATIENCE_MS = 60_000;

/** Starts `src/server.ts` and waits until it is ready to answer. */
export async function serve(options: ServingOptions): Promise<Serving> {
  const endWithUs = inRoot('scripts', 'running', 'end-with-parent.ts');
  // A group of its own: a Ctrl-C of the terminal reaches it through us, once and in order.
  const output = options.output ?? 'inherit';
  const child = spawn(process.execPath, ['--import', endWithUs, inRoot('src', 'server.ts')], {
    cwd: root,
    env: { ...process.env, ...options.env },
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  });
  const ended = exitOf(child);
  if (options.marked) keepMark(child, ended);
  await untilReady(options, ended);
  return { pid: child.pid, ended, stop: () => stopServer(child, ended) };
}

function keepMark({ pid }: ChildProcess, ended: Promise<number>): void {
  if (pid === undefined) return;
  markServer(pid);
  void ended.then(unmarkServer);
}

async function untilReady(options: ServingOptions, ended: Promise<number>): Promise<void> {
  let over = false;
  void ended.then(() => (over = true));
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(50)) {
    // It has told the reason itself.
    if (over) throw new Trouble('The server did not start.');
    if (await answersReady(options)) return;
  }
  throw new Trouble('The server did not get ready within a minute.');
}

function answersReady({ host, port, secure }: ServingOptions): Promise<boolean> {
  const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const request = secure ? requestSecure : requestPlain;
  const headers = { host: `localhost:${port}` };
  const options = {
    host: address,
    port,
    path: '/health/ready',
    headers,
    rejectUnauthorized: false,
    timeout: 3_000,
  };
  return new Promise((resolve) => {
    const sent = request(options, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    sent.on('error', () => resolve(false));
    sent.on('timeout', () => sent.destroy());
    sent.end();
  });
}

async function stopServer(child: ChildProcess, ended: Promise<number>): Promise<void> {
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(late);
}
