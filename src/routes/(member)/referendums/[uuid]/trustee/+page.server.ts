import type { RequestEvent } from '@sveltejs/kit';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import {
  ceremonyPosting,
  postCeremonyMessage,
} from '#lib/referendums/server/ceremony/post-ceremony-message.ts';
import {
  answerTest,
  confirmTest,
  postDecryptionTest,
  testAnswering,
  testConfirming,
  testPosting,
} from '#lib/referendums/server/ceremony/test-keys.ts';
import { trusteeDesk } from '#lib/referendums/server/ceremony/trustee-desk.ts';
import { decryptionSubmission, submitDecryption } from '#lib/referendums/server/count/submit-decryption.ts';
import { demoKeyHandout } from '#wiring/demo/vote/key-handout.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const desk = await trusteeDesk(locals.actor, params.uuid);
  if (!desk) notFound();
  const handout = await demoKeyHandout(locals.actor, params.uuid);
  return { desk, now: locals.now.toISOString(), demoPassphrase: handout?.passphrase ?? null };
};

const from = ({ params }: RequestEvent) => ({ uuid: params.uuid });

export const actions = {
  message: formAction(ceremonyPosting, postCeremonyMessage, { from }),
  test: formAction(testPosting, postDecryptionTest, { from }),
  answer: formAction(testAnswering, answerTest, { from }),
  confirm: formAction(testConfirming, confirmTest, { from }),
  decryption: formAction(decryptionSubmission, submitDecryption, { from }),
};
