import { list, parseCanonical, text } from '../canonical.ts';
import type { Group } from '../group/group.ts';
import { Refused } from '../refusal.ts';

/** Who may vote, by public credential, with the weight of each. Most elections have weight 1 throughout. */
export type Electorate = ReadonlyMap<string, bigint>;

/** Half a million credentials of BELENIOS-2048, or several million of Ed25519. */
const LIMITS = { size: 2 ** 28, depth: 1 };
const ENTRY = /^([0-9a-f]{1,700})(?:,(0|[1-9][0-9]{0,30}))?$/;

/**
 * The public credentials as the archive lists them, in the order of the stock tool.
 * @param credentials canonical forms, each once
 */
export function composeElectorate(group: Group, credentials: Iterable<string>): string {
  const rank = group.name === 'Ed25519' ? reversedHex : (digits: string) => digits.padStart(617, '0');
  const ranked = [...credentials].map((credential) => [rank(credential), credential] as const);
  ranked.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(ranked.map(([, credential]) => credential));
}

/** Ed25519 elements are sorted by their RFC 8032 bytes, which the hexadecimal form has in reverse. */
function reversedHex(hex: string): string {
  return hex.match(/../g)!.reverse().join('');
}

/**
 * Reads the list of public credentials: `"pub"` or `"pub,weight"`, in any order, none twice.
 * Refused: credentials-not-canonical, credential-malformed, credential-twice, credential-neutral, json-….
 * Source: belenios-v1 §5.3. Not checked: that every credential is an element of the group (`refuseOutsiders` does).
 */
export function parseElectorate(group: Group, raw: string): Electorate {
  const entries = parseCanonical({ what: 'credentials', limits: LIMITS }, raw, list(text(750), 10_000_000));
  const neutral = group.format(group.neutral);
  const electorate = new Map<string, bigint>();
  for (const entry of entries) {
    const [, credential, weight = '1'] = ENTRY.exec(entry) ?? [];
    if (credential === undefined) throw new Refused('credential-malformed', entry.slice(0, 80));
    if (credential === neutral) throw new Refused('credential-neutral');
    if (electorate.has(credential)) throw new Refused('credential-twice', credential.slice(0, 80));
    electorate.set(credential, BigInt(weight));
  }
  return electorate;
}

/** Refuses credentials that are no elements of the group: element-…. */
export function refuseOutsiders(group: Group, credentials: Iterable<string>): void {
  for (const credential of credentials) group.parse(credential);
}
