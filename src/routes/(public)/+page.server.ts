import { callsFor } from '#wiring/start.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  signedIn: locals.actor.kind === 'person',
  now: locals.now,
  calls: await callsFor(locals.actor),
});
