import { transfers } from '#lib/membership/server/transfers/transfers.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const list = await transfers(locals.actor);
  if (!list) notFound();
  return { list };
};
