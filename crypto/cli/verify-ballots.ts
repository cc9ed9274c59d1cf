import { Refused } from '../refusal.ts';
import { inOrder } from '../verification/in-order.ts';
import { verdictOf } from '../verification/verdict.ts';
import { readSetupArchive } from '../verification/verify-archive.ts';
import type { BallotsCommand } from './command-line.ts';
import { fastestGroups } from './engines.ts';
import type { Outlet } from './outlet.ts';
import { BallotPool } from './pool.ts';
import { fileSource, linesOf } from './source.ts';
import type { BallotOutcome } from './work.ts';

const AT_ONCE = 32;

/** A line `{"id":…,"ballot":"…"}`. Where there is no such thing in it, the ballot is empty and refused as such. */
interface BallotLine {
  readonly id: unknown;
  readonly ballot: string;
}

/**
 * Verifies ballots one by one against the setup of an election, and writes `{"id","verdict","reason"}` for each, in order.
 * @returns whether all were accepted
 * @throws Refused for the setup; the system's error where something cannot be read
 * Not checked: whether a credential voted twice.
 */
export async function verifyBallots(command: BallotsCommand, outlet: Outlet): Promise<boolean> {
  const { election, electorate } = await readSetupArchive(fileSource(command.setup), fastestGroups());
  const pool = new BallotPool(election, command.threads);
  const start = (lines: BallotLine[]) => pool.checkEach(lines.map(({ ballot }) => ballot));
  let areAllRight = true;
  try {
    const batches = batched(linesOf(fileSource(command.ballots)));
    for await (const { item: lines, outcome } of inOrder(batches, { width: pool.width, start })) {
      for (const [i, { id }] of lines.entries()) {
        const { verdict, reason } = verdictOn(outcome[i]!, electorate);
        areAllRight &&= verdict === 'accept';
        outlet.out(JSON.stringify({ id, verdict, reason }));
      }
    }
  } finally {
    await pool.close();
  }
  return areAllRight;
}

function verdictOn(outcome: BallotOutcome, electorate: ReadonlyMap<string, unknown>) {
  if ('credential' in outcome) {
    if (electorate.has(outcome.credential)) return { verdict: 'accept', reason: '' };
    return { verdict: 'reject', reason: 'credential-unknown' };
  }
  const refusal = new Refused(outcome.code, outcome.detail);
  return { verdict: verdictOf(refusal), reason: refusal.message };
}

async function* batched(lines: AsyncIterable<string>): AsyncGenerator<BallotLine[]> {
  let batch: BallotLine[] = [];
  for await (const line of lines) {
    if (batch.push(ballotLine(line)) < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function ballotLine(line: string): BallotLine {
  try {
    const { id = null, ballot } = JSON.parse(line) as { id?: unknown; ballot?: unknown };
    return { id, ballot: typeof ballot === 'string' ? ballot : '' };
  } catch {
    return { id: null, ballot: '' };
  }
}
