import { createPartialDecryption } from '../count/decryption.ts';
import type { Scalar } from '../group/group.ts';
import { type Random, systemRandom } from '../random.ts';
import { createAgreement } from '../record/agreement.ts';
import { Refused } from '../refusal.ts';
import { keyOfOwner } from '../trustees/trustees.ts';
import type { ClosedRecord } from './closed-record.ts';

/** What a trustee hands in for the count: the factors with their proofs, and the agreement to the closing record. */
export interface TrusteePart {
  /** Canonical text of the partial decryption. */
  readonly decryption: string;
  /** The signature under the closing checkpoint, two decimal scalars. */
  readonly challenge: string;
  readonly response: string;
}

/**
 * A trustee's part of the count, made from a record that the trustee has read (`readClosedRecord`).
 * @param by the trustee's number from 1, and the share that the ceremony ended with
 * Refused: share-foreign (the share is not that of this trustee in this election), owner-out-of-range.
 * Not checked: that other trustees see the same closing checkpoint; people compare it before they call this.
 */
export function createTrusteePart(
  { election, trustees, tally, closing }: Pick<ClosedRecord, 'election' | 'trustees' | 'tally' | 'closing'>,
  by: { readonly owner: number; readonly share: Scalar; readonly random?: Random },
): TrusteePart {
  const { owner, share: secret, random = systemRandom } = by;
  const { group, uuid } = election;
  const own = group.powerSecret(group.generator, secret);
  if (!group.isEqual(own, keyOfOwner(trustees, owner))) throw new Refused('share-foreign', `${owner}`);
  const agreement = { uuid, owner, checkpoint: closing };
  const decryption = createPartialDecryption(election, tally, { secret, random });
  return { decryption, ...createAgreement(election, agreement, { secret, random }) };
}
