import { redirect } from '@sveltejs/kit';
import { notFound } from '#lib/platform/form-action.ts';
import { frameContent } from '#wiring/frame.ts';
import type { LayoutServerLoad } from './$types';

/** Office pages exist only for those who hold some power; each query then asks for the right one. */
export const load: LayoutServerLoad = async ({ locals, url }) => {
  const { actor } = locals;
  if (actor.kind !== 'person') redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname)}`);
  if (actor.powers.length === 0 || !actor.secondFactor) notFound();
  return { frame: await frameContent(locals) };
};
