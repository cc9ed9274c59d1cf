import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { it, type TestContext } from 'vitest';

/** Milliseconds: whole elections of BELENIOS-2048 take their time on a busy machine. */
const PATIENCE = 300_000;
/** Data made by the stock tools. It lies beside the repository and not in it. */
const ROOT = new URL('../../../shared/vectors/belenios/', import.meta.url);

/** A test that needs the vectors; where they are absent it says so and counts as skipped. */
export function itWithVectors(name: string, act: () => void | Promise<void>): void {
  const test = async (context: TestContext) => {
    if (!existsSync(ROOT)) context.skip('../shared/vectors is absent');
    await act();
  };
  it(name, test, PATIENCE);
}

/** The text of one file, the trailing newline dropped as the stock tools do. */
export function vectorText(path: string): string {
  const bytes = readFileSync(new URL(path, ROOT));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/\n$/, '');
}

export interface BallotVector {
  readonly id: string;
  readonly note: string;
  readonly expect: 'accept' | 'reject';
  readonly ballot: string;
}

export function ballotVectors(folder: string): BallotVector[] {
  const lines = vectorText(`${folder}/ballots.jsonl.gz`).split('\n');
  return lines.map((line) => JSON.parse(line) as BallotVector);
}

/** Public credentials of an election's list, logins and weights dropped. */
export function publicCredentials(election: string): string[] {
  const entries = JSON.parse(vectorText(`elections/${election}/public_creds_with_ids.json`)) as string[];
  return entries.map((entry) => entry.split(',')[0]!);
}

/** Private credentials, in the order of the voters. */
export function privateCredentials(election: string): string[] {
  const lines = vectorText(`elections/${election}/private_creds.txt`).split('\n');
  return lines.map((line) => line.split('\t')[1]!);
}

/** The bytes of one file, unpacked. */
export function vectorBytes(path: string): Uint8Array {
  const bytes = readFileSync(new URL(path, ROOT));
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}
