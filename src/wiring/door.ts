import { redirect, type RequestEvent } from '@sveltejs/kit';
import { doorwayFor } from '#lib/accounts/setup.ts';
import { houseDoor } from '#lib/accounts/server/index.ts';
import { isPlayground } from '#lib/platform/server/config.server.ts';

/** Sends strangers away from a production house that is not set up yet, and everybody to its set-up while it is nobody's. */
export async function passDoor(event: RequestEvent): Promise<void> {
  if (isPlayground()) return;
  const isKnown = event.locals.actor.kind === 'person';
  const way = doorwayFor(await houseDoor(), { path: event.url.pathname, isKnown });
  if (way) redirect(303, way);
}
