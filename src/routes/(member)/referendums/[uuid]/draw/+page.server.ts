import { formAction, notFound } from '#lib/platform/form-action.ts';
import { drawDesk } from '#lib/referendums/server/draw/draw-desk.ts';
import { drawCard, drawRequest } from '#lib/referendums/server/draw/draw-card.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const desk = await drawDesk(locals.actor, params.uuid);
  return desk ? { desk } : notFound();
};

export const actions: Actions = {
  draw: formAction(drawRequest, drawCard, { from: ({ params }) => ({ uuid: params.uuid }) }),
};
