import { list, parseCanonical, type Json, type Reader } from '../canonical.ts';
import type { Element, Group } from '../group/group.ts';
import { Refused, within } from '../refusal.ts';
import { checkThreshold, MOST_TRUSTEES, readThreshold, type ThresholdParameters } from './threshold.ts';
import { checkTrusteeKey, readTrusteeKey, type TrusteeKey } from './trustee-key.ts';

/** One entry of the list: a trustee who is necessary alone, or a group of whom a number suffices. */
export type TrusteeEntry = readonly ['Single', TrusteeKey] | readonly ['Pedersen', ThresholdParameters];

/** Trustees of whom `threshold` must decrypt. Owners are numbered from 1 through all parties. */
export interface TrusteeParty {
  readonly threshold: number;
  /** Owner number of the first member. */
  readonly firstOwner: number;
  /** g^x of each member, prepared. */
  readonly verificationKeys: readonly Element[];
}

/** All who hold a part of the election's key. */
export interface Trustees {
  /** The key of the election that they together can open: the product of all parties' keys. */
  readonly publicKey: Element;
  readonly parties: readonly TrusteeParty[];
}

const LIMITS = { size: 50_000_000, depth: 8 };

const readEntry: Reader<TrusteeEntry> = (value) => {
  if (!isPair(value)) throw new Refused('json-unexpected-type', 'pair expected');
  const [kind, content] = value;
  if (kind === 'Single') return ['Single', readTrusteeKey(content)];
  if (kind === 'Pedersen') return ['Pedersen', readThreshold(content)];
  throw new Refused('trustee-kind-unknown', String(kind).slice(0, 60));
};

/** The trustees of an election in their written form. */
export function composeTrustees(entries: readonly TrusteeEntry[]): string {
  return JSON.stringify(entries);
}

/**
 * Reads the trustees and checks every proof and signature in them.
 * Refused: trustees-not-canonical, trustee-kind-unknown, single-signature-unexpected, json-…, and what `checkTrusteeKey`
 *   and `checkThreshold` refuse.
 * Source: belenios-v1 §5.7, §5.8. Not checked: that the election's key is theirs (`publicKey` is for that).
 */
export function parseTrustees(group: Group, text: string): Trustees {
  const entries = parseCanonical(
    { what: 'trustees', limits: LIMITS },
    text,
    list(readEntry, MOST_TRUSTEES, 1),
  );
  const parties: TrusteeParty[] = [];
  const keys: Element[] = [];
  let firstOwner = 1;
  entries.forEach((entry, i) => {
    const { publicKey, threshold, verificationKeys } = within(`entry ${i + 1}`, () =>
      checkEntry(group, entry),
    );
    keys.push(publicKey);
    parties.push({
      threshold,
      firstOwner,
      verificationKeys: verificationKeys.map((key) => group.prepare(key)),
    });
    firstOwner += verificationKeys.length;
  });
  return { publicKey: group.product(...keys), parties };
}

function checkEntry(group: Group, entry: TrusteeEntry) {
  if (entry[0] === 'Pedersen') return checkThreshold(group, entry[1]);
  // Nothing says whose signature it would be.
  if (entry[1].signature) throw new Refused('single-signature-unexpected');
  const publicKey = checkTrusteeKey(group, entry[1]);
  return { threshold: 1, publicKey, verificationKeys: [publicKey] };
}

/** Number of owners: partial decryptions carry one from 1 to this. */
export function ownerCount({ parties }: Trustees): number {
  return parties.reduce((count, party) => count + party.verificationKeys.length, 0);
}

/** The verification key of an owner. Refused: owner-out-of-range. */
export function keyOfOwner({ parties }: Trustees, owner: number): Element {
  for (const { firstOwner, verificationKeys } of parties) {
    const key = verificationKeys[owner - firstOwner];
    if (key) return key;
  }
  throw new Refused('owner-out-of-range', `${owner}`);
}

function isPair(value: Json | undefined): value is [Json, Json] {
  return Array.isArray(value) && value.length === 2;
}
