import { type OwnedDecryption, siftDecryptions } from '../count/result.ts';
import type { Setup } from '../verification/setup.ts';
import type { Verified } from '../verification/verify-archive.ts';
import { checkAgreement } from '../record/agreement.ts';
import type { EntryOf } from '../record/entry.ts';
import { Refused } from '../refusal.ts';
import type { RecordOutline } from './record-outline.ts';

/**
 * Checks that nobody's decryption was passed over in silence: each on the record was counted or is named as ignored, and what
 * was ignored is really invalid.
 * Refused: decryption-unmentioned, decryption-missing, decryption-wrongly-ignored, owner-….
 */
export function checkDecryptions({ result, decryptions }: RecordOutline, { setup, tally }: Verified): void {
  const { owners, ignored } = result as EntryOf<'result'>;
  const silent = decryptions.find(({ owner }) => !owners.includes(owner) && !ignored.includes(owner));
  if (silent !== undefined) throw new Refused('decryption-unmentioned', `${silent.owner}`);
  for (const owner of ignored) {
    const own: OwnedDecryption[] = decryptions.filter((one) => one.owner === owner);
    if (own.length === 0) throw new Refused('decryption-missing', `${owner}`);
    const isInvalid = own.some((one) => {
      const counting = { trustees: setup.trustees, tally, decryptions: [one] };
      return siftDecryptions(setup.election, counting).ignored.length > 0;
    });
    if (!isInvalid) throw new Refused('decryption-wrongly-ignored', `${owner}`);
  }
}

/**
 * Checks that every trustee whose factors were used signed the checkpoint of the closing record.
 * @returns their numbers
 * Refused: agreement-missing, agreement-invalid, owner-out-of-range, scalar-….
 */
export function checkAgreements(
  record: RecordOutline,
  setup: Pick<Setup, 'election' | 'trustees'>,
): readonly number[] {
  const { owners } = record.result as EntryOf<'result'>;
  const head = record.closingHead as NonNullable<RecordOutline['closingHead']>;
  const checkpoint = { origin: record.keys.recordKey.name, ...head };
  for (const owner of owners) {
    const agreement = record.agreements.find((one) => one.owner === owner);
    if (agreement === undefined) throw new Refused('agreement-missing', `${owner}`);
    const { uuid } = record.setup;
    checkAgreement(setup.election, setup.trustees, {
      uuid,
      owner,
      checkpoint,
      signature: agreement.signature,
    });
  }
  return owners;
}
