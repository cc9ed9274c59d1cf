import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isAlive } from '../bootstrap/lock.mjs';
import { inRoot } from '../running/root.ts';

const file = inRoot('var', 'server.json');

interface Mark {
  readonly server: number;
  readonly starter: number;
}

/** Notes which server we started, so that the next start knows what a killed one left behind. */
export function markServer(server: number): void {
  mkdirSync(inRoot('var'), { recursive: true });
  writeFileSync(file, JSON.stringify({ server, starter: process.pid } satisfies Mark));
}

export function unmarkServer(): void {
  rmSync(file, { force: true });
}

/** The server of a start that is gone, if it still runs. */
export function orphanedServer(): number | undefined {
  try {
    const { server, starter } = JSON.parse(readFileSync(file, 'utf8')) as Mark;
    return isAlive(server) && !isAlive(starter) ? server : undefined;
  } catch {
    return undefined;
  }
}
