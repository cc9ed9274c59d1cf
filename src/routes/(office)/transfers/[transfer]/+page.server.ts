import { answerTransfer } from '#lib/membership/server/transfers/answer-transfer.ts';
import { transferPage } from '#lib/membership/server/transfers/transfers.ts';
import { answerTransferShape } from '#lib/membership/transfer.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const transfer = await transferPage(locals.actor, params.transfer);
  if (!transfer) notFound();
  return { transfer };
};

export const actions: Actions = {
  default: formAction(answerTransferShape, answerTransfer, {
    from: ({ params }) => ({ transferId: params.transfer }),
  }),
};
