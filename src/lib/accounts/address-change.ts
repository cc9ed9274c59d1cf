import { z } from 'zod';
import { addressShape } from './account.ts';

/** Between the second signature and the change the old address has this long to say no (voting.md, inspection). */
export const ADDRESS_CHANGE_WAIT_HOURS = 72;

/** A change of a sign-in address by officers, for a person whose address a sealed roll has frozen. */
export interface AddressChange {
  readonly personId: string;
  readonly proposedBy: string;
  readonly approvedBy: string | null;
  readonly effectiveAt: Date | null;
  readonly appliedAt: Date | null;
  readonly stoppedAt: Date | null;
}

export type AddressChangeState = 'proposed' | 'waiting' | 'due' | 'applied' | 'stopped';

export function stateOfAddressChange(change: AddressChange, now: Date): AddressChangeState {
  if (change.appliedAt) return 'applied';
  if (change.stoppedAt) return 'stopped';
  if (!change.effectiveAt) return 'proposed';
  return now.getTime() < change.effectiveAt.getTime() ? 'waiting' : 'due';
}

export type ApprovalTrouble = 'second-officer-needed' | 'own-address' | 'address-change-decided';

/** A change as officers see it in their list. */
export interface ListedAddressChange {
  readonly id: string;
  readonly person: string;
  readonly oldEmail: string;
  readonly newEmail: string;
  readonly reason: string;
  readonly proposedBy: string;
  readonly approvedBy: string | null;
  readonly proposedAt: Date;
  readonly effectiveAt: Date | null;
  readonly state: AddressChangeState;
  /** Why this reader may not approve it; null: they may. */
  readonly trouble: ApprovalTrouble | null;
}

/** Why this person may not be the second of two officers, or null. */
export function approvalTrouble(change: AddressChange, officerId: string, now: Date): ApprovalTrouble | null {
  if (stateOfAddressChange(change, now) !== 'proposed') return 'address-change-decided';
  if (officerId === change.proposedBy) return 'second-officer-needed';
  if (officerId === change.personId) return 'own-address';
  return null;
}

export function effectiveAt(approvedAt: Date): Date {
  return new Date(approvedAt.getTime() + ADDRESS_CHANGE_WAIT_HOURS * 3_600_000);
}

export const proposeAddressChangeShape = z.object({
  personId: z.uuid(),
  email: addressShape,
  reason: z.string().trim().min(10, 'reason-missing').max(500, 'reason-too-long'),
});
export type ProposeAddressChange = z.infer<typeof proposeAddressChangeShape>;

export const addressChangeIdShape = z.object({ id: z.uuid() });

export const requestAddressChangeShape = z.object({ email: addressShape });
export type RequestAddressChange = z.infer<typeof requestAddressChangeShape>;
