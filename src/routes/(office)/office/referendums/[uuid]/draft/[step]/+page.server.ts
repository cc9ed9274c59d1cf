import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { ruleSentence } from '#lib/eligibility/ui/rule-sentence.ts';
import { readMemberFilter } from '#lib/membership/members.ts';
import { membersOf } from '#lib/membership/server/people/members.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import { formValues } from '#lib/platform/form-values.ts';
import {
  argumentsForm,
  electorateForm,
  thresholdChoice,
  timesForm,
  trusteeAddition,
  trusteeRemoval,
} from '#lib/referendums/draft-forms.ts';
import { changeQuestions, readQuestions } from '#lib/referendums/loose-question.ts';
import { questionsForm } from '#lib/referendums/question-form.ts';
import { addTrustee } from '#lib/referendums/server/drafting/add-trustee.ts';
import { askQuestions } from '#lib/referendums/server/drafting/ask-questions.ts';
import { chooseElectorate } from '#lib/referendums/server/drafting/choose-electorate.ts';
import { chooseThreshold } from '#lib/referendums/server/drafting/choose-threshold.ts';
import { draftView } from '#lib/referendums/server/drafting/draft-view.ts';
import { removeTrustee } from '#lib/referendums/server/drafting/remove-trustee.ts';
import { setTimes } from '#lib/referendums/server/drafting/set-times.ts';
import { writeArguments } from '#lib/referendums/server/drafting/write-arguments.ts';
import { inspectionOpening, openInspection } from '#lib/referendums/server/open-inspection.ts';
import { isDraftStep, stepAfter, stepHref, type DraftStep } from '#lib/referendums/ui/drafting/steps.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { uuid, step } = params;
  if (!isDraftStep(step)) notFound();
  const view = await draftView(locals.actor, uuid);
  if (!view) redirect(303, `/office/referendums/${uuid}`);
  const words = { locale: locals.locale, unitNames: new Map(view.unitNames) };
  const q = step === 'trustees' ? (url.searchParams.get('q') ?? '').slice(0, 100) : '';
  return {
    view,
    step,
    q,
    ruleWords: ruleSentence(view.rule, words),
    found: q === '' ? null : await foundPeople(locals, q),
  };
};

/** Few, since a name is searched and not a list looked through. */
const FOUND = 12;

async function foundPeople(locals: App.Locals, q: string) {
  const page = await membersOf(locals.actor, readMemberFilter(new URLSearchParams({ q })));
  return (page?.rows ?? []).slice(0, FOUND).map(({ personId, givenName, familyName, unitName }) => {
    return { personId, givenName, familyName, unitName };
  });
}

type Named = Pick<RequestEvent, 'params'>;
const from = ({ params }: Named) => ({ uuid: params.uuid });
const onFrom = (step: DraftStep) => ({
  from,
  redirectTo: ({ uuid }: { uuid: string }) => stepHref(uuid, stepAfter(step)),
});

/** Adds, removes or moves without saving; for browsers without JavaScript. */
async function change({ request, locals, params }: RequestEvent) {
  if (!(await draftView(locals.actor, params.uuid ?? ''))) notFound();
  const values = formValues(await request.formData());
  if (!values) return fail(413, { code: 'form-too-large' });
  return { questions: changeQuestions(readQuestions(values), String(values.change)) };
}

const stayOrGo = {
  from,
  redirectTo: ({ uuid }: { uuid: string }, event: RequestEvent) =>
    stepHref(uuid, event.url.searchParams.has('stay') ? 'arguments' : stepAfter('arguments')),
};

export const actions: Actions = {
  change,
  question: formAction(questionsForm, askQuestions, onFrom('question')),
  arguments: formAction(argumentsForm, writeArguments, stayOrGo),
  electorate: formAction(electorateForm, chooseElectorate, onFrom('electorate')),
  times: formAction(timesForm, setTimes, onFrom('times')),
  addTrustee: formAction(trusteeAddition, addTrustee, { from }),
  removeTrustee: formAction(trusteeRemoval, removeTrustee, { from }),
  threshold: formAction(thresholdChoice, chooseThreshold, { from }),
  inspect: formAction(inspectionOpening, openInspection, {
    from,
    redirectTo: ({ uuid }) => `/office/referendums/${uuid}`,
  }),
};
