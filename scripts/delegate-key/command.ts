import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { answerTo } from './answer.ts';
import { linesOf } from './lines.ts';
import { run, Trouble } from '../running/trouble.ts';

const USAGE =
  'Say where the cases are: npm run --silent delegate-key -- FILE.jsonl, or - for what is piped in.';
const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'may not be read',
  EISDIR: 'is a folder',
};

/**
 * `npm run --silent delegate-key -- FILE.jsonl`: per line `{"id","method","votes","seats"}` one line `{"id","seats"}` or
 * `{"id","tie"}`. A line that cannot be answered is named on stderr, the others are answered; then the exit code is 1.
 */
async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true });
  if (positionals.length > 1) throw new Trouble(USAGE);
  let refused = 0;
  const answers = async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
    for await (const line of linesOf(source)) {
      const answer = answerTo(line);
      if (answer && 'line' in answer) yield `${answer.line}\n`;
      if (answer && 'refused' in answer) {
        refused += 1;
        console.error(answer.refused);
      }
    }
  };
  try {
    await pipeline(sourceOf(positionals[0]), answers, process.stdout, { end: false });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code in UNREADABLE) throw new Trouble(`${positionals[0]} ${UNREADABLE[code]}.`);
    // Nobody reads our answers any more (`| head`).
    if (code !== 'EPIPE') throw error;
    return 1;
  }
  return refused > 0 ? 1 : 0;
}

function sourceOf(path: string | undefined): Readable {
  if (path !== undefined && path !== '-') return createReadStream(found(path));
  if (path === undefined && process.stdin.isTTY) throw new Trouble(USAGE);
  return process.stdin;
}

/** A path as typed; npm runs commands in the project's folder and says in INIT_CWD where they were typed. */
function found(path: string): string {
  const { INIT_CWD } = process.env;
  return existsSync(path) || INIT_CWD === undefined ? path : resolve(INIT_CWD, path);
}

await run(main);
