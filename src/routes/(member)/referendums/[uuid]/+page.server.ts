import { formatDate } from '#lib/i18n/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { reasonSentence } from '#lib/eligibility/ui/reason-sentence.ts';
import { ruleSentence } from '#lib/eligibility/ui/rule-sentence.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import { objectionRaising, raiseObjection } from '#lib/referendums/server/raise-objection.ts';
import { memberView } from '#lib/referendums/server/views/member-view.ts';
import { drawOfLine } from '#lib/referendums/server/views/record-view.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const view = await memberView(locals.actor, params.uuid);
  if (!view) notFound();
  const words = { locale: locals.locale, unitNames: new Map(view.unitNames) };
  const { own, citations } = view;
  const reasons = (own?.reasons ?? []).map((reason) => ({
    sentence: reasonSentence(reason, words),
    citation: (reason.article !== null && citations[reason.article]) || null,
  }));
  const changes = own?.changesOn
    ? m.ref_own_changes({ date: formatDate(own.changesOn, 'date', locals.locale) }, { locale: locals.locale })
    : undefined;
  const asked = Number(url.searchParams.get('line'));
  const line = Number.isInteger(asked) && asked > 0 ? asked : null;
  return {
    view,
    now: locals.now,
    reasons,
    changes,
    ruleWords: ruleSentence(view.rule, words),
    lookup: line === null ? null : { line, draw: await drawOfLine(params.uuid, line) },
  };
};

export const actions: Actions = {
  object: formAction(objectionRaising, raiseObjection, { from: ({ params }) => ({ uuid: params.uuid }) }),
};
