import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { text } from 'node:stream/consumers';
import { inRoot, root } from './root.ts';

export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Path of the script behind an installed command; `package#command` where the names differ. */
export function binOf(name: string): string {
  const [home = name, command = home.replace(/^@[^/]+\//, '')] = name.split('#');
  const { bin } = JSON.parse(readFileSync(inRoot('node_modules', home, 'package.json'), 'utf8')) as {
    readonly bin: string | Record<string, string>;
  };
  return inRoot('node_modules', home, typeof bin === 'string' ? bin : (bin[command] ?? ''));
}

/** Runs a Node script to its end and keeps what it prints. */
export async function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = exitOf(child);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, output: out + err };
}

export type Words = 'stdout' | 'stderr';

/** Runs a Node script whose words go straight to the terminal; all to stderr where stdout is for something else. */
export function showNode(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
  words: Words = 'stdout',
): Promise<number> {
  const stdio: StdioOptions = ['inherit', words === 'stdout' ? 'inherit' : 2, 'inherit'];
  return exitOf(spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio }));
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});

/** Its exit code; should we end first, it is ended too. */
export function exitOf(child: ChildProcess): Promise<number> {
  running.add(child);
  return new Promise<number>((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => done(signal ? 128 + constants.signals[signal] : (code ?? 1)));
  }).finally(() => running.delete(child));
}
