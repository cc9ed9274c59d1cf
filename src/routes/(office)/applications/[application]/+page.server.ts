import type { RequestEvent } from '@sveltejs/kit';
import {
  admitApplicantShape,
  handOnApplicationShape,
  refuseApplicantShape,
} from '#lib/membership/joining/application.ts';
import { admitApplicant } from '#lib/membership/server/joining/deciding/admit-applicant.ts';
import { applicationPage } from '#lib/membership/server/joining/deciding/application-page.ts';
import { handOnApplication } from '#lib/membership/server/joining/deciding/hand-on-application.ts';
import { refuseApplicant } from '#lib/membership/server/joining/deciding/refuse-applicant.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const application = await applicationPage(locals.actor, params.application);
  if (!application) notFound();
  return { application, locale: locals.locale };
};

const from = ({ params }: RequestEvent) => ({ applicationId: params.application });
const samePage = (_: unknown, { params }: RequestEvent): string => `/applications/${params.application}`;

export const actions: Actions = {
  admit: formAction(admitApplicantShape, admitApplicant, { from, redirectTo: samePage }),
  refuse: formAction(refuseApplicantShape, refuseApplicant, { from, redirectTo: samePage }),
  handOn: formAction(handOnApplicationShape, handOnApplication, {
    from,
    redirectTo: () => '/applications?handed',
  }),
};
