import { log } from '../log.server.ts';

/**
 * postgres 3.4.9 writes on a connection that was lost meanwhile from a callback where nobody can catch what it throws
 * (porsager/postgres#1208, open), and rejects statements of its own that nobody waits for. Neither ends the process:
 * the pool is made anew, and whoever waits for an answer hears of it all the same. Anything else uncaught still does.
 */
export function surviveLostConnections(renew: () => void): void {
  process.on('uncaughtException', (error) => {
    if (isLostWrite(error) || isLostStatement(error)) {
      log.error({ event: 'database-connection-lost', code: error.name });
      renew();
      return;
    }
    // The message may carry a whole statement with its values.
    console.error(`${error.name}\n${framesOf(error)}`);
    process.exit(1);
  });
}

/** Where it happened, without what it was about. */
export function framesOf(error: Error): string {
  const lines = (error.stack ?? '').split('\n');
  return lines.filter((line) => /^ {4}at /.test(line)).join('\n');
}

/** That one place of that library, and no other TypeError. */
export function isLostWrite(error: Error): boolean {
  const place = /nextWrite \(.*\/postgres\/(cjs\/)?src\/connection\.js/;
  return error instanceof TypeError && error.message.includes("'write'") && place.test(error.stack ?? '');
}

interface Coded extends Error {
  readonly code?: unknown;
  readonly syscall?: unknown;
}

/**
 * What a statement that nobody waits for ends with when its connection does: the library's own words, those of a
 * database that goes down, or those of a socket whose other end is gone. No failure of what the statement said.
 */
export function isLostStatement({ code, syscall, stack }: Coded): boolean {
  const isOfLibrary = /\/postgres\/(cjs\/)?src\/connection\.js/.test(stack ?? '');
  if (isOfLibrary && /^(CONNECTION_(CLOSED|ENDED|DESTROYED)|57P0[123])$/.test(String(code))) return true;
  return (
    /^(ECONNRESET|ECONNREFUSED|EPIPE)$/.test(String(code)) && /^(read|write|connect)$/.test(String(syscall))
  );
}
