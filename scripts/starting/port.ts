import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Trouble } from '../running/trouble.ts';
import { orphanedServer } from './server-mark.ts';

export function wantedPort(): number {
  const text = process.env.PORT || '3000';
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Trouble(`PORT is "${text}", which is not a port between 0 and 65535.`);
}

/** A server whose start was killed is still closing down; that much patience it gets. */
const PATIENCE_MS = 15_000;

/** Refuses before anything is built when somebody else listens there. */
export async function requireFreePort(port: number, host: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const code = await tryListening(port, host);
    if (code === undefined) return;
    if (code !== 'EADDRINUSE') throw new Trouble(refusalOf(code, port, host));
    const orphan = orphanedServer();
    if (orphan === undefined || Date.now() > until) {
      throw new Trouble(
        `Port ${port} is taken: stop what uses it, or choose another with PORT=4000 npm start.`,
      );
    }
    process.kill(orphan, 'SIGTERM');
    await pause(250);
  }
}

function tryListening(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

function refusalOf(code: string, port: number, host: string): string {
  if (code === 'EACCES') return `Port ${port} may not be used by you: choose one above 1023 with PORT.`;
  return `HOST "${host}" is no address of this machine (${code}).`;
}
