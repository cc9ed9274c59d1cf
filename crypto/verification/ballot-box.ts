import type { ArchiveEvent } from '../archive/event.ts';
import { composeTally, encryptTally, mergeTallies, parseTally, type EncryptedTally } from '../count/tally.ts';
import { asRefused, Refused } from '../refusal.ts';
import type { BallotBatch, BallotChecker, BatchOutcome } from './ballot-batch.ts';
import { inOrder } from './in-order.ts';
import { credentialIn, type Outline } from './outline.ts';
import type { Setup } from './setup.ts';

/** How far the check of the ballots has come, and what their tally is up to there. */
export interface Milestone {
  readonly done: number;
  readonly tally: string;
}

/** Where a verification is noted down, so that an interrupted one goes on. Whoever can write here decides what is checked. */
export interface Notebook {
  /** @param head hash of the archive's last event */
  read(head: string): Promise<Milestone | undefined>;
  write(head: string, milestone: Milestone): Promise<void>;
}

/** How the ballots are gone through. */
export interface BoxReading {
  readonly checker: BallotChecker;
  readonly notebook?: Notebook | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What is known of an archive before its ballots are checked. */
export interface Known {
  readonly setup: Setup;
  readonly outline: Outline;
}

const BALLOTS_AT_ONCE = 128;
const CREDENTIALS_AT_ONCE = 2048;

/**
 * Checks every ballot of an archive and gives the tally of those that count. Memory is that of the batches under way.
 *
 * @param events a second reading of the archive
 * Refused: archive-changed where it differs from the first, and as `checkBallot`.
 */
export async function checkBallots(
  events: AsyncIterable<ArchiveEvent>,
  known: Known,
  { checker, notebook, onProgress }: BoxReading,
): Promise<EncryptedTally> {
  const { election } = known.setup;
  const { head, ballotCount } = known.outline;
  let { done, tally } = begun(known, await notebook?.read(head));
  const batches = ballotBatches(events, known, { skip: done, width: checker.width });
  for await (const { item, outcome } of inOrder(batches, started(checker))) {
    tally = mergeTallies(election, [tally, parseTally(election, tallyOf(outcome))]);
    done += item.ballots.length;
    onProgress?.(done, ballotCount);
    await notebook?.write(head, { done, tally: composeTally(tally) });
  }
  return tally;
}

/** Where to go on. A milestone that cannot be one of this archive is passed over. */
function begun({ setup: { election }, outline }: Known, milestone: Milestone | undefined) {
  const start = { done: 0, tally: encryptTally(election, []) };
  if (!milestone || milestone.done > outline.ballotCount) return start;
  try {
    return { done: milestone.done, tally: parseTally(election, milestone.tally) };
  } catch (error) {
    asRefused(error);
    return start;
  }
}

/** Checks the credentials that no ballot carries; the others are checked with their ballots. Refused: element-…. */
export async function checkUnusedCredentials(
  { setup, outline }: Known,
  checker: BallotChecker,
): Promise<void> {
  const unused = [...setup.electorate.keys()].filter((credential) => !outline.lastBallots.has(credential));
  const batches: BallotBatch[] = [];
  for (let at = 0; at < unused.length; at += CREDENTIALS_AT_ONCE) {
    batches.push({
      first: 0,
      ballots: [],
      weights: [],
      credentials: unused.slice(at, at + CREDENTIALS_AT_ONCE),
    });
  }
  for await (const { outcome } of inOrder(batches, started(checker))) tallyOf(outcome);
}

function started(checker: BallotChecker) {
  return { width: checker.width, start: (batch: BallotBatch) => checker.check(batch) };
}

async function* ballotBatches(
  events: AsyncIterable<ArchiveEvent>,
  { setup, outline }: Known,
  { skip, width }: { skip: number; width: number },
): AsyncGenerator<BallotBatch> {
  const size = Math.min(BALLOTS_AT_ONCE, Math.ceil((outline.ballotCount - skip) / (4 * width)));
  let ballots: string[] = [];
  let at = 0;
  const batch = () => {
    const weights = ballots.map((ballot, i) => weightOf(ballot, { setup, outline }, at - ballots.length + i));
    return { first: at - ballots.length, ballots, weights, credentials: [] };
  };
  for await (const { content, hash } of events) {
    if (content.type === 'EndBallots' && hash !== outline.ballotsHead) throw new Refused('archive-changed');
    if (content.type === 'EndBallots') break;
    if (content.type !== 'Ballot' || at++ < skip) continue;
    if (ballots.push(content.ballot) < size) continue;
    yield batch();
    ballots = [];
  }
  if (ballots.length > 0) yield batch();
}

/** What a ballot counts: nothing where a later one of the same credential replaces it. */
function weightOf(ballot: string, { setup, outline }: Known, at: number): bigint {
  const credential = credentialIn(ballot) as string;
  return outline.lastBallots.get(credential) === at ? setup.electorate.get(credential)! : 0n;
}

function tallyOf(outcome: BatchOutcome): string {
  if ('code' in outcome) throw new Refused(outcome.code, outcome.detail);
  return outcome.tally;
}
