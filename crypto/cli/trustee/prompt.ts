import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** A secret from the environment, or typed without being shown; from a pipe, one line for each question. */
export async function secretNamed(name: string, question: string): Promise<string> {
  const given = process.env[name];
  if (given !== undefined) return given;
  process.stderr.write(`${question}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
  const answer = await lines.question('');
  lines.close();
  process.stderr.write('\n');
  return answer;
}
