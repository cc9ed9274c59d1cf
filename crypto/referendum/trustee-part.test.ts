import { beforeAll, describe, expect, it } from 'vitest';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { nodePss } from '../cli/node-pss.ts';
import { checkPartialDecryption } from '../count/decryption.ts';
import type { Scalar } from '../group/group.ts';
import { checkAgreement } from '../record/agreement.ts';
import { closedReferendum, recordFileOf } from '../testing/closed-referendum.ts';
import { refusalOf, sodiumEd25519 } from '../testing/election.ts';
import { keyOfOwner } from '../trustees/trustees.ts';
import { readClosedRecord, type ClosedRecord } from './closed-record.ts';
import { createTrusteePart } from './trustee-part.ts';

let record: ClosedRecord;
let shares: readonly Scalar[];
beforeAll(async () => {
  const held = await closedReferendum();
  shares = held.shares;
  const file = utf8ToBytes(recordFileOf(held.entries).text);
  record = await readClosedRecord([file], { groups: [sodiumEd25519], pss: nodePss });
});

describe('a trustee’s part of the count', () => {
  it('holds factors and an agreement that everybody can check', () => {
    const { election, trustees, tally, closing } = record;
    const part = createTrusteePart(record, { owner: 2, share: shares[1]! });
    const publicKey = keyOfOwner(trustees, 2);
    expect(checkPartialDecryption(election, tally, { publicKey, raw: part.decryption })).toHaveLength(1);
    const agreement = { uuid: election.uuid, owner: 2, checkpoint: closing };
    const { challenge, response } = part;
    checkAgreement(election, trustees, { ...agreement, signature: { challenge, response } });
    const other = { ...agreement, checkpoint: { ...closing, size: closing.size + 1 } };
    const signature = { challenge, response };
    expect(refusalOf(() => checkAgreement(election, trustees, { ...other, signature }))).toBe(
      'agreement-invalid',
    );
  });

  it('is not made with the share of another, nor under a number that nobody has', () => {
    const make = (owner: number, share: Scalar) => () => createTrusteePart(record, { owner, share });
    expect(make(1, shares[0]!)()).toBeDefined();
    expect(refusalOf(make(1, shares[1]!))).toBe('share-foreign');
    expect(refusalOf(make(4, shares[0]!))).toBe('owner-out-of-range');
    expect(refusalOf(make(0, shares[0]!))).toBe('owner-out-of-range');
  });

  it('is another one each time it is made, so that no nonce is used twice', () => {
    const [one, two] = [1, 2].map(() => createTrusteePart(record, { owner: 1, share: shares[0]! }));
    expect(one!.decryption).not.toBe(two!.decryption);
    expect(one!.challenge).not.toBe(two!.challenge);
  });
});
