import { createReceipt, type NoteSigner } from '#crypto';
import { database } from '#lib/platform/server/database.server.ts';
import { signerOf } from '#lib/record/server/index.ts';

export interface Receipt {
  readonly tracker: string;
  /** Signed note: the ballot will stand on the record, at the latest in the close entry. */
  readonly receipt: string;
}

const signers = new Map<string, NoteSigner>();

/** The same ballot gets the same receipt, byte for byte. Given only after the ballot's commit. */
export async function signedReceipt(uuid: string, tracker: string): Promise<Receipt> {
  const signer = signers.get(uuid) ?? (await signerOf(database(), uuid));
  if (!signer) throw new Error('This referendum has no record.');
  signers.set(uuid, signer);
  return { tracker, receipt: createReceipt({ uuid, tracker }, signer) };
}
