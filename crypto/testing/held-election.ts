import { countOf } from '../archive/count.ts';
import type { EventContent } from '../archive/event.ts';
import { bytesOf, writeArchive } from '../archive/writer.ts';
import { createBallot } from '../ballot.ts';
import { nextMessage } from '../ceremony/next-message.ts';
import { createPartialDecryption } from '../count/decryption.ts';
import { composeElectorate } from '../count/electorate.ts';
import { composeResult, computeResult, type Counts } from '../count/result.ts';
import { composeTally, encryptTally, lastBallots, type EncryptedTally } from '../count/tally.ts';
import { composeElection, parseElection, type Election } from '../election.ts';
import type { Group, Scalar } from '../group/group.ts';
import { checkBallot } from '../ballot.ts';
import type { Question, Vote } from '../question.ts';
import type { Random } from '../random.ts';
import { derivedRandom } from '../ceremony/seed.ts';
import { checkThreshold } from '../trustees/threshold.ts';
import { createTrusteeKey } from '../trustees/trustee-key.ts';
import { composeTrustees, parseTrustees, type TrusteeEntry, type Trustees } from '../trustees/trustees.ts';

export const TIME = 1795454345;

/** Who keeps the key: single trustees, and one group of t of n. */
export interface Keepers {
  readonly singles: number;
  readonly pedersen?: { readonly size: number; readonly threshold: number };
}

export interface HeldElection {
  readonly election: Election;
  readonly trustees: Trustees;
  readonly trusteesText: string;
  /** Secrets by owner number. */
  readonly secrets: ReadonlyMap<number, Scalar>;
  readonly credentials: string;
  readonly ballots: string[];
  readonly weights: ReadonlyMap<string, bigint>;
  readonly tally: EncryptedTally;
  readonly totalWeight: bigint;
  readonly numTallied: number;
}

export interface Plan {
  readonly group: Group;
  readonly questions: readonly Question[];
  /** Who votes and how, in order; the same voter again is a re-vote. */
  readonly votes: readonly {
    readonly voter: number;
    readonly vote: readonly Vote[];
    readonly weight?: bigint;
  }[];
  readonly keepers?: Keepers;
  /** Voters in the list who do not vote. */
  readonly absent?: number;
  readonly uuid?: string;
}

/** An election held with our own code from the trustees' keys to the tally. The same plan gives the same election. */
export async function heldElection(plan: Plan): Promise<HeldElection> {
  const { group, questions, uuid = 'StimmhausTest22', keepers = { singles: 1 } } = plan;
  const random = derivedRandom('x'.repeat(22), JSON.stringify([group.name, uuid]));
  const { entries, secrets } = await keysOf({ group, uuid }, keepers, random);
  const trusteesText = composeTrustees(entries);
  const trustees = parseTrustees(group, trusteesText);
  const outline = { name: 'Probe', description: 'Größe "x"', questions, uuid };
  const election = parseElection(composeElection(group, trustees.publicKey, outline), [group]);
  const secretOf = (voter: number) => group.scalar(BigInt(voter + 1) * 1_000_003n);
  const publicOf = (voter: number) => group.format(group.power(group.generator, secretOf(voter)));
  const voters = [...new Set(plan.votes.map(({ voter }) => voter))];
  const absent = Array.from({ length: plan.absent ?? 0 }, (_, i) => 10_000_000 + i);
  const weights = new Map([...voters, ...absent].map((voter) => [publicOf(voter), 1n]));
  for (const { voter, weight = 1n } of plan.votes) weights.set(publicOf(voter), weight);
  const list = JSON.parse(composeElectorate(group, weights.keys())) as string[];
  const listed = list.map((credential) => entryOf(credential, weights.get(credential)!));
  const ballots = plan.votes.map(({ voter, vote }) => {
    return createBallot(election, { credential: secretOf(voter), votes: vote }, random).text;
  });
  const counted = lastBallots(ballots.map((text) => checkBallot(election, text))).map((ballot) => ({
    ballot,
    weight: weights.get(ballot.credential)!,
  }));
  return {
    election,
    trustees,
    trusteesText,
    secrets,
    credentials: JSON.stringify(listed),
    ballots,
    weights,
    tally: encryptTally(election, counted),
    totalWeight: counted.reduce((sum, { weight }) => sum + weight, 0n),
    numTallied: counted.length,
  };
}

/**
 * The events of a whole archive, decrypted by these owners.
 * @param known the counts, where searching for them would take long
 */
export function eventsOf(held: HeldElection, owners: readonly number[], known?: Counts): EventContent[] {
  const { election, trustees, tally, totalWeight } = held;
  const decryptions = owners.map((owner) => ({
    owner,
    decryption: createPartialDecryption(election, tally, { secret: held.secrets.get(owner)! }),
  }));
  const counts = known ?? computeResult(election, { trustees, tally, decryptions, totalWeight }).counts;
  return [
    { type: 'Setup', election: election.text, trustees: held.trusteesText, credentials: held.credentials },
    ...held.ballots.map((ballot) => ({ type: 'Ballot', ballot }) as const),
    { type: 'EndBallots' },
    {
      type: 'EncryptedTally',
      encryptedTally: composeTally(tally),
      numTallied: held.numTallied,
      totalWeight: countOf(totalWeight),
    },
    ...decryptions.map((one) => ({ type: 'PartialDecryption', ...one }) as const),
    { type: 'Result', result: composeResult(counts) },
  ];
}

export function archiveOf(events: readonly EventContent[]): Promise<Uint8Array> {
  return bytesOf(writeArchive({ timestamp: TIME, events }));
}

/** A ceremony in which everybody keeps to the protocol, until everybody is done. */
export async function heldCeremony(
  scope: { group: Group; uuid: string; size: number; threshold: number },
  seeds: readonly string[],
) {
  const messages: string[] = [];
  for (;;) {
    const steps = await Promise.all(
      seeds.map((seed, i) => nextMessage(scope, { index: i + 1, seed }, messages)),
    );
    const done = steps.flatMap((step) => (step.status === 'done' ? [step] : []));
    const [first] = done;
    if (first && done.length === seeds.length)
      return { messages, parameters: first.parameters, shares: done.map(({ share }) => share) };
    for (const step of steps) if (step.status === 'send') messages.push(step.message);
  }
}

/** Seeds of a test, different and always the same. */
export function seedsFor(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `SeedofaTrustee1234567${i + 1}`);
}

async function keysOf(at: { group: Group; uuid: string }, { singles, pedersen }: Keepers, random: Random) {
  const { group } = at;
  const entries: TrusteeEntry[] = [];
  const secrets = new Map<number, Scalar>();
  for (let i = 0; i < singles; i++) {
    const { secret, key } = createTrusteeKey(group, random);
    entries.push(['Single', key]);
    secrets.set(i + 1, secret);
  }
  if (pedersen) {
    const scope = { ...at, ...pedersen };
    const { parameters, shares } = await heldCeremony(scope, seedsFor(pedersen.size));
    checkThreshold(group, parameters);
    entries.push(['Pedersen', parameters]);
    shares.forEach((share, i) => secrets.set(singles + i + 1, share));
  }
  return { entries, secrets };
}

function entryOf(credential: string, weight: bigint): string {
  return weight === 1n ? credential : `${credential},${weight}`;
}
