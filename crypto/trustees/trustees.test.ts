import { describe, expect, it } from 'vitest';
import { belenios2048 } from '../group/belenios-2048.ts';
import { ed25519 } from '../group/ed25519.ts';
import type { Group } from '../group/group.ts';
import { formatProof, proveKnowledge } from '../proof.ts';
import { refusalOf, sodiumEd25519 as group } from '../testing/election.ts';
import { itWithVectors, vectorText } from '../testing/vectors.ts';
import { checkTrusteeKey, createTrusteeKey, proveTrusteeKey, type TrusteeKey } from './trustee-key.ts';
import { composeTrustees, keyOfOwner, ownerCount, parseTrustees } from './trustees.ts';

const GROUPS: Record<string, Group> = { Ed25519: ed25519, 'BELENIOS-2048': belenios2048 };
const single = (key: object) => JSON.stringify([['Single', key]]);

describe('a trustee alone', () => {
  it('makes a key that passes its own check', () => {
    for (const one of [ed25519, group, belenios2048]) {
      const { secret, key } = createTrusteeKey(one);
      expect(one.isEqual(checkTrusteeKey(one, key), one.power(one.generator, secret))).toBe(true);
    }
  });

  it('[C-14] cannot bring a key built out of those of others', () => {
    const honest = [createTrusteeKey(group).key, createTrusteeKey(group).key];
    expect(() => honest.forEach((key) => checkTrusteeKey(group, key))).not.toThrow();
    const x = group.scalar(5n);
    const others = group.product(...honest.map(({ public_key }) => group.parse(public_key)));
    const rogue = group.format(group.quotient(group.power(group.generator, x), others));
    const prefix = `pok|Ed25519|${rogue}|`;
    const invented = formatProof(proveKnowledge(group, x, { prefix }));
    expect(refusalOf(() => checkTrusteeKey(group, { pok: invented, public_key: rogue }))).toBe(
      'trustee-proof-invalid',
    );
    const borrowed = { pok: honest[0]!.pok, public_key: rogue };
    expect(refusalOf(() => checkTrusteeKey(group, borrowed))).toBe('trustee-proof-invalid');
  });

  it('[C-07] cannot bring the neutral element, although its proof can be made', () => {
    const zero = proveTrusteeKey(group, group.scalar(0n));
    expect(refusalOf(() => checkTrusteeKey(group, zero))).toBe('trustee-key-neutral');
  });

  it('[C-26] cannot use a proof made for another group or another purpose', () => {
    const { secret, key } = createTrusteeKey(group);
    expect(() => checkTrusteeKey(group, key)).not.toThrow();
    for (const prefix of [`pok|BELENIOS-2048|${key.public_key}|`, `sigmsg|${key.public_key}|`]) {
      const pok = formatProof(proveKnowledge(group, secret, { prefix }));
      expect(refusalOf(() => checkTrusteeKey(group, { ...key, pok }))).toBe('trustee-proof-invalid');
    }
  });
});

describe('the list of trustees', () => {
  const keys = [createTrusteeKey(group), createTrusteeKey(group)];
  const list = composeTrustees(keys.map(({ key }) => ['Single', key]));

  it('gives the product of their keys and numbers them from 1', () => {
    const trustees = parseTrustees(group, list);
    const secret = group.scalar(keys[0]!.secret + keys[1]!.secret);
    expect(group.isEqual(trustees.publicKey, group.power(group.generator, secret))).toBe(true);
    expect(ownerCount(trustees)).toBe(2);
    expect(group.format(keyOfOwner(trustees, 2))).toBe(keys[1]!.key.public_key);
  });

  it.each([0, 3, -1])('has no owner %i', (owner) => {
    expect(refusalOf(() => keyOfOwner(parseTrustees(group, list), owner))).toBe('owner-out-of-range');
  });

  it('takes names', () => {
    const named = { ...keys[0]!.key, name: 'Wahlausschuss Köln' };
    expect(parseTrustees(group, single(named)).parties).toHaveLength(1);
  });

  const own: TrusteeKey = keys[0]!.key;
  it.each<[string, string]>([
    ['json-out-of-range', '[]'],
    ['json-malformed', ''],
    ['json-unexpected-type', '{}'],
    ['json-unexpected-type', '[["Single"]]'],
    ['json-unexpected-type', '["Single"]'],
    ['trustee-kind-unknown', JSON.stringify([['Double', own]])],
    ['json-unknown-key', single({ ...own, extra: 1 })],
    ['trustees-not-canonical', single({ public_key: own.public_key, pok: own.pok })],
    ['trustees-not-canonical', list.replace('"pok"', ' "pok"')],
    ['single-signature-unexpected', single({ pok: own.pok, public_key: own.public_key, signature: own.pok })],
    ['element-not-canonical', single({ ...own, public_key: own.public_key.toUpperCase() })],
    ['element-outside-subgroup', single({ ...own, public_key: '0'.repeat(64) })],
    ['scalar-not-canonical', single({ ...own, pok: { ...own.pok, response: `0${own.pok.response}` } })],
    ['trustee-proof-invalid', single({ ...own, pok: keys[1]!.key.pok })],
  ])('is refused with %s: case %#', (code, text) => {
    expect(refusalOf(() => parseTrustees(group, text))).toBe(code);
  });

  itWithVectors('of every stock election gives the key of the election', () => {
    const elections = [
      '01',
      '02',
      '03',
      '04',
      '05',
      '06',
      '07',
      '09',
      '10',
      '11',
      '12',
      '13',
      '14',
      '20',
      '21',
    ];
    for (const [number, folder] of elections.map((n) => [n, FOLDERS[n]!] as const)) {
      const election = JSON.parse(vectorText(`elections/${folder}/election.json`)) as Record<string, string>;
      const one = GROUPS[election['group']!]!;
      const trustees = parseTrustees(one, vectorText(`elections/${folder}/trustees.json`));
      expect([number, one.format(trustees.publicKey)]).toEqual([number, election['public_key']]);
    }
  });
});

const FOLDERS: Record<string, string> = {
  '01': '01-b2048-single-blank',
  '02': '02-b2048-multi-two-trustees-revote',
  '03': '03-b2048-threshold-2of3',
  '04': '04-b2048-threshold-2of3-old-format',
  '05': '05-b2048-single-and-threshold',
  '06': '06-b2048-weights',
  '07': '07-b2048-ten',
  '09': '09-ed25519-single-blank',
  '10': '10-ed25519-threshold-2of3-multi',
  '11': '11-ed25519-single-and-threshold-revote',
  '12': '12-ed25519-weights',
  '13': '13-ed25519-ten',
  '14': '14-ed25519-nonhomomorphic',
  '20': '20-negative-base-b2048',
  '21': '21-negative-base-ed25519',
};
