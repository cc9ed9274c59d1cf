import { applyForTransfer } from '#lib/membership/server/transfers/apply-for-transfer.ts';
import { ownTransfers } from '#lib/membership/server/transfers/transfers.ts';
import { withdrawTransfer } from '#lib/membership/server/transfers/withdraw-transfer.ts';
import { applyForTransferShape, withdrawTransferShape } from '#lib/membership/transfer.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const own = await ownTransfers(locals.actor);
  if (!own) notFound();
  return own;
};

export const actions: Actions = {
  apply: formAction(applyForTransferShape, applyForTransfer),
  withdraw: formAction(withdrawTransferShape, withdrawTransfer),
};
