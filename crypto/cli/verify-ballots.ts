import { Refused } from '../refusal.ts';
import { verdictOf } from '../verification/verdict.ts';
import { readSetupArchive } from '../verification/verify-archive.ts';
import type { BallotsCommand } from './command-line.ts';
import { fastestGroups } from './engines.ts';
import type { Outlet } from './outlet.ts';
import { BallotPool } from './pool.ts';
import { fileSource, linesOf } from './source.ts';
import type { BallotOutcome } from './work.ts';

const AT_ONCE = 32;

/** A line `{"id":…,"ballot":"…"}`. What cannot be read as one is a ballot refused. */
interface BallotLine {
  readonly id: unknown;
  readonly ballot: string | undefined;
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
  let areAllRight = true;
  const settle = async (lines: readonly BallotLine[], outcomes: Promise<readonly BallotOutcome[]>) => {
    for (const [i, outcome] of (await outcomes).entries()) {
      const { verdict, reason } = verdictOn(lines[i]!, outcome, electorate);
      areAllRight &&= verdict === 'accept';
      outlet.out(JSON.stringify({ id: lines[i]!.id, verdict, reason }));
    }
  };
  const pending: (() => Promise<void>)[] = [];
  try {
    for await (const lines of batched(linesOf(fileSource(command.ballots)))) {
      const outcomes = pool.checkEach(lines.map(({ ballot }) => ballot ?? ''));
      outcomes.catch(() => undefined);
      pending.push(() => settle(lines, outcomes));
      if (pending.length >= pool.width) await pending.shift()!();
    }
    for (const next of pending) await next();
  } finally {
    await pool.close();
  }
  return areAllRight;
}

function verdictOn(line: BallotLine, outcome: BallotOutcome, electorate: ReadonlyMap<string, unknown>) {
  if (line.ballot === undefined) return { verdict: 'reject', reason: 'line-malformed' };
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
    return { id, ballot: typeof ballot === 'string' ? ballot : undefined };
  } catch {
    return { id: null, ballot: undefined };
  }
}
