import { notFound } from '#lib/platform/form-action.ts';
import { demoKeyHandout } from '#wiring/demo/vote/key-handout.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const handout = await demoKeyHandout(locals.actor, params.uuid);
  if (!handout) notFound();
  return new Response(handout.file, {
    headers: {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="schluessel-${handout.index}.json"`,
    },
  });
};
