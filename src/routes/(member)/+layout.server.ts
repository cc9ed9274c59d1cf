import { redirect } from '@sveltejs/kit';
import { frameContent } from '#wiring/frame.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, url }) => {
  if (locals.actor.kind !== 'person') redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname)}`);
  return { frame: await frameContent(locals) };
};
