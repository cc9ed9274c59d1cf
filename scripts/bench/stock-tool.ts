import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf, writeArchive } from '../../crypto/index.ts';
import { inRoot } from '../running/root.ts';
import type { SampleElection } from './sample-election.ts';

/** `belenios-tool election verify-ballot` of a stock 3.3.0, by CPU time. */
export interface StockTool {
  /** Milliseconds of CPU time that it took to verify one ballot, less those of its start. */
  verify(ballot: string): number;
  close(): void;
}

const UNAVAILABLE = 69;
const WORDS_OF_TIME = /^cpu (\S+) (\S+)$/m;

/** The tool on one election; a sentence why not where it cannot be had. */
export async function stockTool(
  sample: SampleElection & { readonly credential: string },
): Promise<StockTool | string> {
  const program = [process.env.BELENIOS_TOOL, inRoot('..', 'shared', 'tools', 'belenios-tool')].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (program === undefined) return 'belenios-tool is not here; name one with BELENIOS_TOOL';
  const version = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 600_000 });
  if (version.status === UNAVAILABLE) return `belenios-tool cannot be had: ${version.stderr.trim()}`;
  if (!version.stdout.startsWith('3.3.')) return `belenios-tool is ${version.stdout.trim()}, not 3.3`;
  const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-stock-'));
  const { election, trustees, credential } = sample;
  const events = [{ type: 'Setup', election, trustees, credentials: JSON.stringify([credential]) }] as const;
  writeFileSync(
    join(folder, 'sample.bel'),
    await bytesOf(writeArchive({ timestamp: 1_795_454_345, events })),
  );
  // It stops at this one before it verifies anything: what it took so far is its start.
  const notBallot = join(folder, 'none.json');
  writeFileSync(notBallot, '{}');
  const run = (ballot: string): { status: number | null; ms: number } => timed(program, folder, ballot);
  return {
    verify: (ballot) => {
      const file = join(folder, 'ballot.json');
      writeFileSync(file, ballot);
      const { status, ms } = run(file);
      const start = run(notBallot);
      if (status !== 0 || start.status === 0) throw new Error('belenios-tool judged a ballot wrongly.');
      return ms - start.ms;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** By the shell's own account of what its children used. */
function timed(program: string, folder: string, ballot: string): { status: number | null; ms: number } {
  const script = 'TIMEFORMAT="cpu %U %S"; time "$0" "$@" >/dev/null 2>&1';
  const args = [program, 'election', 'verify-ballot', `--dir=${folder}`, `--ballot=${ballot}`];
  const { status, stderr } = spawnSync('bash', ['-c', script, ...args], { encoding: 'utf8' });
  const [, user = 'NaN', system = 'NaN'] = WORDS_OF_TIME.exec(stderr) ?? [];
  return { status, ms: (Number(user) + Number(system)) * 1000 };
}
