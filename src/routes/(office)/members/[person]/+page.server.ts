import { redirect } from '@sveltejs/kit';
import { readOn } from '#lib/membership/day.ts';
import { sendActivationLinkShape } from '#lib/membership/membership.ts';
import { mergedInto } from '#lib/membership/server/merging/merged-entries.ts';
import { personPage } from '#lib/membership/server/people/person-page.ts';
import { sendActivationLink } from '#lib/membership/server/standing/send-activation-link.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const entry = await personPage(locals.actor, params.person, readOn(url.searchParams));
  if (!entry) {
    const into = await mergedInto(locals.actor, params.person);
    if (into) redirect(303, `/members/${into}`);
    notFound();
  }
  return { entry, saved: url.searchParams.has('saved'), admitted: url.searchParams.has('admitted') };
};

export const actions: Actions = {
  invite: formAction(sendActivationLinkShape, sendActivationLink, {
    from: ({ params }) => ({ personId: params.person }),
  }),
};
