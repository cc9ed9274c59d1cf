import type { Election } from '../election.ts';
import type { Scalar } from '../group/group.ts';
import { type Checkpoint, checkpointText } from '../log/checkpoint.ts';
import type { ProofText } from '../proof.ts';
import { type Random, systemRandom } from '../random.ts';
import { Refused } from '../refusal.ts';
import { isSigned, signatureOf } from '../trustees/signed-message.ts';
import { keyOfOwner, type Trustees } from '../trustees/trustees.ts';

/** What a trustee agrees to before any factor leaves: that this is the record up to and with the close. */
export interface Agreement {
  readonly uuid: string;
  /** Number of the trustee, from 1. */
  readonly owner: number;
  readonly checkpoint: Checkpoint;
}

/** `stimmhaus-agreement|1|UUID|OWNER|` and the text of the checkpoint: what is signed, in Belenios' way (`sigmsg`). */
export function agreementMessage({ uuid, owner, checkpoint }: Agreement): string {
  return `stimmhaus-agreement|1|${uuid}|${owner}|${checkpointText(checkpoint)}`;
}

/**
 * A trustee's agreement, signed with the key that decrypts (S_j, or x of a single trustee): no other key has to be kept, and
 * who agreed is who decrypts. The prefix keeps it apart from proofs of decryption.
 */
export function createAgreement(
  { group }: Election,
  agreement: Agreement,
  by: { secret: Scalar; random?: Random },
): ProofText {
  const { secret, random = systemRandom } = by;
  return signatureOf(group, agreementMessage(agreement), { secret, random });
}

/**
 * Checks an agreement against the verification key of its owner.
 * Refused: agreement-invalid, owner-out-of-range, scalar-….
 */
export function checkAgreement(
  { group }: Election,
  trustees: Trustees,
  agreement: Agreement & { readonly signature: ProofText },
): void {
  const key = keyOfOwner(trustees, agreement.owner);
  const signed = { message: agreementMessage(agreement), signature: agreement.signature };
  if (!isSigned(group, key, signed)) throw new Refused('agreement-invalid', `${agreement.owner}`);
}
