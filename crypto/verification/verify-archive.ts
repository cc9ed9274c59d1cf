import type { ByteSource } from '../archive/byte-queue.ts';
import { countOf } from '../archive/count.ts';
import { readArchive } from '../archive/reader.ts';
import { checkCounts, openTally, siftDecryptions, type Counting } from '../count/result.ts';
import { composeTally, type EncryptedTally } from '../count/tally.ts';
import { ed25519 } from '../group/ed25519.ts';
import { belenios2048 } from '../group/belenios-2048.ts';
import type { Election } from '../election.ts';
import type { Group } from '../group/group.ts';
import { asRefused, Refused } from '../refusal.ts';
import { localChecker, type BallotChecker } from './ballot-batch.ts';
import { checkBallots, checkUnusedCredentials, type BoxReading, type Known } from './ballot-box.ts';
import { outlineOf } from './outline.ts';
import { readSetup, type Setup, type SetupContent } from './setup.ts';
import { CheckList, type Verdict } from './verdict.ts';

/** How a verification runs. Everything has a default that works in a browser. */
export interface VerificationOptions extends Partial<Omit<BoxReading, 'checker'>> {
  /** Engines to compute in. */
  readonly groups?: readonly Group[];
  /** Who checks the ballots of this election; ends when the verification does. */
  readonly checkerFor?: (election: Election) => BallotChecker;
}

interface Run {
  readonly known: Known;
  readonly checks: CheckList;
  readonly options: VerificationOptions;
}

/** All that a verification learned, for those who go on from there (cards, record). */
export interface Verified extends Known {
  readonly tally: EncryptedTally;
}

/**
 * Verifies a whole Belenios archive: bytes, chain and order of events; trustees and key; credentials; every ballot; the
 * tally computed again from the ballots; partial decryptions; result.
 *
 * @param open gives the bytes of the archive from the beginning; called twice, so that memory stays flat
 * @returns never throws a refusal; anything else that is thrown is a fault of this program or of the source
 * Source: belenios-v1 §4–§7, stricter than the stock tools where they overlook something.
 * Not checked: who held the credentials and whether all ballots cast are there — cards and record are for that.
 */
export async function verifyArchive(
  open: () => ByteSource,
  options: VerificationOptions = {},
): Promise<Verdict & { verified?: Verified }> {
  const checks = new CheckList();
  try {
    const known = await readWhole(open, { groups: options.groups ?? [ed25519, belenios2048], checks });
    return await checkWhole(open, { known, checks, options });
  } catch (error) {
    return checks.refused(asRefused(error));
  }
}

/** Reads the setup of an archive that may end after any event. @throws Refused */
export async function readSetupArchive(source: ByteSource, groups: readonly Group[]): Promise<Setup> {
  let setup: Setup | undefined;
  for await (const { content } of readArchive(source, { unfinished: true })) {
    if (content.type === 'Setup') setup = readSetup(content, groups, new CheckList());
  }
  if (!setup) throw new Refused('archive-unfinished', 'it has no setup');
  return setup;
}

async function readWhole(
  open: () => ByteSource,
  { groups, checks }: { groups: readonly Group[]; checks: CheckList },
): Promise<Known> {
  const events = readArchive(open());
  try {
    checks.begin('archive');
    // The grammar lets nothing else be first, and refuses an archive without events.
    const first = (await events.next()) as { value: { content: SetupContent } };
    const setup = readSetup(first.value.content, groups, checks);
    checks.begin('archive');
    const outline = await outlineOf(events, setup);
    checks.pass(`last event ${outline.head}`);
    return { setup, outline };
  } finally {
    await events.return();
  }
}

async function checkWhole(
  open: () => ByteSource,
  { known, checks, options }: Run,
): Promise<Verdict & { verified: Verified }> {
  const { setup, outline } = known;
  const checker = (options.checkerFor ?? localChecker)(setup.election);
  checks.begin('credentials');
  await checkUnusedCredentials(known, checker);
  checks.pass(`${setup.electorate.size}`);
  checks.begin('ballots');
  const tally = await checkBallots(readArchive(open(), { unfinished: true }), known, { ...options, checker });
  checks.pass(`${outline.ballotCount}, of which ${outline.lastBallots.size} count`);
  checks.begin('encrypted tally');
  const totalWeight = checkTally(known, tally);
  checks.pass(`total weight ${totalWeight}`);
  const result = checkCount(known, { tally, totalWeight }, checks);
  return { ...checks.accepted(result), verified: { ...known, tally } };
}

/** The published tally must be, character for character, the one of these ballots. */
function checkTally({ setup, outline }: Known, tally: EncryptedTally): bigint {
  const { encryptedTally, numTallied, totalWeight } = outline.tally;
  if (composeTally(tally) !== encryptedTally) throw new Refused('encrypted-tally-wrong');
  if (numTallied !== outline.lastBallots.size) throw new Refused('tally-number-wrong', `${numTallied}`);
  const weights = [...outline.lastBallots.keys()].map((credential) => setup.electorate.get(credential)!);
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (countOf(total) !== totalWeight) throw new Refused('tally-weight-wrong', `${totalWeight}`);
  return total;
}

function checkCount(
  { setup, outline }: Known,
  sum: Pick<Counting, 'tally' | 'totalWeight'>,
  checks: CheckList,
) {
  const { election, trustees } = setup;
  const counting = { ...sum, trustees, decryptions: outline.decryptions };
  checks.begin('partial decryptions');
  const sifted = siftDecryptions(election, counting);
  const opened = openTally(election.group, counting, sifted);
  const ignored = sifted.ignored.map(({ owner, refusal }) => `; owner ${owner} ignored: ${refusal.message}`);
  checks.pass(`right of owners ${[...sifted.factors.keys()].join(', ')}${ignored.join('')}`);
  checks.begin('result');
  const result = checkCounts(election, { opened, totalWeight: sum.totalWeight }, outline.result);
  checks.pass(JSON.stringify(result));
  return result;
}
