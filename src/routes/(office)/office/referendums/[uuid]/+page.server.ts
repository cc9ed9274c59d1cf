import { ruleSentence } from '#lib/eligibility/ui/rule-sentence.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import { abortReferendum, abortRequest } from '#lib/referendums/server/committee/abort-referendum.ts';
import { advanceClock, clockAdvance } from '#lib/referendums/server/advance-clock.ts';
import { approveOpening, openingApproval } from '#lib/referendums/server/committee/approve-opening.ts';
import { archiveReferendum, archiving } from '#lib/referendums/server/count/archive-referendum.ts';
import { confirmResult, resultConfirmation } from '#lib/referendums/server/count/confirm-result.ts';
import { decideObjection, objectionDecision } from '#lib/referendums/server/committee/decide-objection.ts';
import { ceremonyRestart, restartCeremony } from '#lib/referendums/server/ceremony/restart-ceremony.ts';
import { inspectionOpening, openInspection } from '#lib/referendums/server/open-inspection.ts';
import { officeView } from '#lib/referendums/server/views/office-view.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const view = await officeView(locals.actor, params.uuid);
  if (!view) notFound();
  const words = { locale: locals.locale, unitNames: new Map(view.unitNames) };
  return { view, now: locals.now, ruleWords: ruleSentence(view.rule, words) };
};

const named = { from: ({ params }: { params: Partial<Record<string, string>> }) => ({ uuid: params.uuid }) };

export const actions: Actions = {
  inspect: formAction(inspectionOpening, openInspection, named),
  open: formAction(openingApproval, approveOpening, named),
  decide: formAction(objectionDecision, decideObjection, named),
  confirm: formAction(resultConfirmation, confirmResult, named),
  archive: formAction(archiving, archiveReferendum, named),
  restart: formAction(ceremonyRestart, restartCeremony, named),
  abort: formAction(abortRequest, abortReferendum, named),
  advance: formAction(clockAdvance, advanceClock, named),
};
