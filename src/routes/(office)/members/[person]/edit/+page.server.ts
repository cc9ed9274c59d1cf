import { changePersonShape, changeResidenceShape } from '#lib/membership/membership.ts';
import { changePerson } from '#lib/membership/server/people/change-person.ts';
import { changeResidence } from '#lib/membership/server/people/change-residence.ts';
import { personPage } from '#lib/membership/server/people/person-page.ts';
import { notFound } from '#lib/platform/form-action.ts';
import { formAction } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const entry = await personPage(locals.actor, params.person);
  if (!entry?.mayWrite) notFound();
  return { entry };
};

const options = {
  from: ({ params }: { params: Partial<Record<string, string>> }) => ({ personId: params.person }),
  redirectTo: (_: unknown, { params }: { params: Partial<Record<string, string>> }) =>
    `/members/${params.person}?saved`,
};

export const actions: Actions = {
  person: formAction(changePersonShape, changePerson, options),
  home: formAction(changeResidenceShape, changeResidence, options),
};
