import { count, countOf, countValue, type Count } from '../archive/count.ts';
import { list, object, parseCanonical } from '../canonical.ts';
import type { Election } from '../election.ts';
import type { Element, Group, Scalar } from '../group/group.ts';
import { asRefused, Refused } from '../refusal.ts';
import { keyOfOwner, type TrusteeParty, type Trustees } from '../trustees/trustees.ts';
import { checkPartialDecryption } from './decryption.ts';
import { discreteLogarithm } from './discrete-logarithm.ts';
import { requireShape, type EncryptedTally } from './tally.ts';

/** A partial decryption as it came in. */
export interface OwnedDecryption {
  readonly owner: number;
  readonly decryption: string;
}

/** Partial decryptions after their check. */
export interface SiftedDecryptions {
  /** Factors of those that are right, by owner. */
  readonly factors: ReadonlyMap<number, readonly (readonly Element[])[]>;
  /** Those that are wrong, to be named; they do not stop the count while enough others exist. */
  readonly ignored: readonly { readonly owner: number; readonly refusal: Refused }[];
}

/** What a result is computed from. */
export interface Counting {
  readonly trustees: Trustees;
  readonly tally: EncryptedTally;
  readonly decryptions: readonly OwnedDecryption[];
  /** Sum of the weights of the ballots counted: the highest count there can be. */
  readonly totalWeight: bigint;
}

/** Counts per question and choice (with blank: index 0 is the number of blank votes). */
export type Counts = readonly (readonly bigint[])[];

const readResult = object({ result: list(list(count, 2_000), 1_000) });

/** The written form of counts, as the archive holds it. */
export function composeResult(counts: Counts): string {
  return JSON.stringify({ result: counts.map((row) => row.map(countOf)) });
}

/** Reads a result. Refused: result-not-canonical, result-wrong-shape, count-not-canonical, json-…. */
export function parseResult(election: Election, raw: string): Count[][] {
  const { result } = parseCanonical('result', raw, readResult);
  requireShape(election, 'result', result);
  return result;
}

/**
 * Checks each partial decryption. A wrong one is set aside with its refusal; it does no harm while enough right ones exist.
 * Refused: owner-out-of-range, owner-twice — the list itself is wrong then.
 */
export function siftDecryptions(
  election: Election,
  counting: Omit<Counting, 'totalWeight'>,
): SiftedDecryptions {
  const factors = new Map<number, readonly (readonly Element[])[]>();
  const ignored: { owner: number; refusal: Refused }[] = [];
  const seen = new Set<number>();
  for (const { owner, decryption: raw } of counting.decryptions) {
    const publicKey = keyOfOwner(counting.trustees, owner);
    if (seen.has(owner)) throw new Refused('owner-twice', `${owner}`);
    seen.add(owner);
    try {
      factors.set(owner, checkPartialDecryption(election, counting.tally, { raw, publicKey }));
    } catch (error) {
      ignored.push({ owner, refusal: asRefused(error) });
    }
  }
  return { factors, ignored };
}

/**
 * Combines the factors of enough trustees into g^count per choice: beta / Π F, in a Pedersen group with Lagrange's
 * coefficients at 0 of the first t owners.
 * Refused: decryptions-too-few, with the owners that are missing or wrong.
 */
export function openTally(
  group: Group,
  counting: Counting,
  { factors, ignored }: SiftedDecryptions,
): Element[][] {
  const used = counting.trustees.parties.flatMap((party) => chosenOwners(group, party, { factors, ignored }));
  return counting.tally.map((choices, q) =>
    choices.map(({ beta }, c) => {
      const parts = used.map(({ owner, lambda }) => group.power(factors.get(owner)![q]![c]!, lambda));
      return group.quotient(beta, group.product(...parts));
    }),
  );
}

/**
 * The result of a tally.
 * Refused: as `siftDecryptions`, `openTally`; logarithm-not-found where a choice holds more than all ballots weigh.
 */
export function computeResult(
  election: Election,
  counting: Counting,
): { counts: Counts } & SiftedDecryptions {
  const sifted = siftDecryptions(election, counting);
  const opened = openTally(election.group, counting, sifted);
  const logarithm = discreteLogarithm(election.group, counting.totalWeight);
  return { ...sifted, counts: opened.map((row) => row.map(logarithm)) };
}

/**
 * Checks an announced result against what the tally opens to, without searching for logarithms: 0 ≤ n ≤ total weight, and
 * g^n is the opened element. Gives the counts as they were announced.
 * Refused: result-wrong, and as `parseResult`.
 */
export function checkCounts(
  election: Election,
  { opened, totalWeight }: { opened: readonly (readonly Element[])[]; totalWeight: bigint },
  raw: string,
): Count[][] {
  const { group } = election;
  const result = parseResult(election, raw);
  result.forEach((row, q) =>
    row.forEach((announced, c) => {
      const n = countValue(announced);
      const image = group.power(group.generator, group.scalar(n));
      const isRight = n <= totalWeight && group.isEqual(image, opened[q]![c]!);
      if (!isRight) throw new Refused('result-wrong', `question ${q}, choice ${c}: ${announced}`);
    }),
  );
  return result;
}

/** Owner numbers of the first t members with a right factor, and their Lagrange coefficients over 1-based indices. */
function chosenOwners(group: Group, party: TrusteeParty, { factors, ignored }: SiftedDecryptions) {
  const { threshold, firstOwner, verificationKeys } = party;
  const owners = verificationKeys.map((_, i) => firstOwner + i);
  const chosen = owners.filter((owner) => factors.has(owner)).slice(0, threshold);
  if (chosen.length < threshold)
    throw new Refused('decryptions-too-few', absence(owners, { factors, ignored }));
  const indices = chosen.map((owner) => owner - firstOwner + 1);
  return chosen.map((owner, i) => ({ owner, lambda: lagrangeAtZero(group, indices, indices[i]!) }));
}

function absence(owners: readonly number[], { factors, ignored }: SiftedDecryptions): string {
  const wrong = new Map(ignored.map(({ owner, refusal }) => [owner, refusal.message]));
  const missing = owners.filter((owner) => !factors.has(owner));
  return missing.map((owner) => `owner ${owner}: ${wrong.get(owner) ?? 'missing'}`).join('; ');
}

/** λ_j = Π k/(k−j) over the other indices k, modulo q. */
export function lagrangeAtZero(group: Group, indices: readonly number[], j: number): Scalar {
  let numerator = 1n;
  let denominator = 1n;
  for (const k of indices) {
    if (k === j) continue;
    numerator *= BigInt(k);
    denominator *= BigInt(k - j);
  }
  return group.scalar(numerator * inverse(group.scalar(denominator), group.order));
}

/** x^-1 modulo a prime, by Euclid's algorithm. */
function inverse(x: bigint, prime: bigint): bigint {
  let [a, b] = [x, prime];
  let [u, v] = [1n, 0n];
  while (a !== 1n) {
    const quotient = b / a;
    [a, b] = [b - quotient * a, a];
    [u, v] = [v - quotient * u, u];
  }
  return u;
}
