import { memberProof } from '#lib/eligibility/server/pages/member-pages.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const proof = await memberProof(locals.actor, params.roll);
  if (!proof) notFound();
  return new Response(`${JSON.stringify(proof, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json',
      'content-disposition': 'attachment; filename="roll-line.json"',
    },
  });
};
