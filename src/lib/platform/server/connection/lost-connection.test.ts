import { describe, expect, it } from 'vitest';
import { framesOf, isLostStatement, isLostWrite } from './lost-connection.server.ts';

const PLACE = `    at Immediate.nextWrite (file:///house/node_modules/postgres/src/connection.js:255:22)
    at process.processImmediate (node:internal/timers:574:21)`;
const TEXT = "Cannot read properties of null (reading 'write')";

function thrown(error: Error, stack: string): Error {
  error.stack = `${error.name}: ${error.message}\n${stack}`;
  return error;
}

describe('what the house survives', () => {
  it('is a write of the database library on a connection that is gone', () => {
    expect(isLostWrite(thrown(new TypeError(TEXT), PLACE))).toBe(true);
  });

  it.each([
    [
      'the same from our own code',
      thrown(new TypeError(TEXT), '    at nextWrite (file:///house/src/x.ts:1:1)'),
    ],
    ['another place of that library', thrown(new TypeError(TEXT), PLACE.replace('nextWrite', 'execute'))],
    ['another message', thrown(new TypeError("Cannot read properties of null (reading 'id')"), PLACE)],
    ['no TypeError', thrown(new Error(TEXT), PLACE)],
  ])('and not %s', (_what, error) => {
    expect(isLostWrite(error)).toBe(false);
  });
});

describe('a statement that nobody waits for', () => {
  const CLOSED = '    at Socket.closed (file:///house/node_modules/postgres/src/connection.js:453:57)';
  const lost = (code: string, stack = CLOSED): Error =>
    Object.assign(thrown(new Error(`write ${code} localhost:5432`), stack), { code });

  it('may end with its connection', () => {
    expect(isLostStatement(lost('CONNECTION_CLOSED'))).toBe(true);
    expect(isLostStatement(lost('CONNECTION_ENDED'))).toBe(true);
  });

  it('may end with a database that goes down, or with a socket whose other end is gone', () => {
    expect(isLostStatement(lost('57P01'))).toBe(true);
    for (const syscall of ['read', 'write', 'connect']) {
      const gone = thrown(
        new Error(`${syscall} ECONNRESET`),
        '    at TCP.onStreamRead (node:internal/x:216:20)',
      );
      expect(isLostStatement(Object.assign(gone, { code: 'ECONNRESET', syscall }))).toBe(true);
    }
  });

  it.each([
    ['because a port is taken', Object.assign(lost('EADDRINUSE'), { syscall: 'listen' })],
    ['because of what it said', lost('23505')],
    ['without a code', thrown(new Error('write'), CLOSED)],
    ['in our own code', lost('CONNECTION_CLOSED', '    at closed (file:///house/src/connection.js:1:1)')],
  ])('and not %s', (_what, error) => {
    expect(isLostStatement(error)).toBe(false);
  });
});

describe('what is printed of anything else', () => {
  it('says where it happened and no value of a statement', () => {
    const error = thrown(new Error('Failed query: insert\nparams: secret'), PLACE);
    expect(framesOf(error)).toBe(PLACE);
  });
});
