import {
  redirect,
  type Handle,
  type HandleServerError,
  type RequestEvent,
  type ServerInit,
} from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { paraglideMiddleware } from '#lib/i18n/paraglide/server.js';
import { refusalText } from '#lib/i18n/refusals.ts';
import { anonymous } from '#lib/platform/actor.ts';
import { notFound } from '#lib/platform/form-action.ts';
import { asksForInheritedAction, isOwnWrite } from '#lib/platform/request-guard.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { config } from '#lib/platform/server/config.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { log } from '#lib/platform/server/log.server.ts';
import { signInFromCookie } from '#wiring/actor.ts';
import { doorway } from '#wiring/door.ts';
import { openHouse } from '#wiring/open-house.ts';

export const init: ServerInit = openHouse;

/** Booth, election, cast, record and lookup: no session is read there and nothing is logged. */
const ANONYMOUS = /^\/(booth|vote|record|health)(\/|$)/;

/** By the route that answers, since one path can be written in many ways. */
function isAnonymousRoute({ route, url }: Pick<RequestEvent, 'route' | 'url'>): boolean {
  return ANONYMOUS.test(route.id ?? url.pathname);
}

/** The two fonts of the first view; the others come when they are used. */
const FIRST_FONTS = /(serif-4|next)-latin-wght-normal/;

const language: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, ({ locale }) => {
    event.locals.locale = locale;
    return resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%lang%', locale),
      preload: ({ type, path }) => type !== 'font' || FIRST_FONTS.test(path),
    });
  });

const ownOrigin: Handle = async ({ event, resolve }) => {
  const { request, url } = event;
  const source = {
    method: request.method,
    origin: request.headers.get('origin'),
    fetchSite: request.headers.get('sec-fetch-site'),
  };
  const booth = config().BOOTH_ORIGIN;
  const own = booth && event.route.id?.startsWith('/vote/') ? [url.origin, booth] : [url.origin];
  if (isOwnWrite(source, own)) {
    if (request.method === 'POST' && asksForInheritedAction(url.searchParams)) notFound();
    return resolve(event);
  }
  return new Response(refusalText('foreign-origin', {}, event.locals.locale), { status: 403 });
};

const session: Handle = async ({ event, resolve }) => {
  event.locals.actor = anonymous;
  if (!isAnonymousRoute(event)) {
    event.locals.now = await houseNow(database());
    event.locals.actor = await signInFromCookie(event);
    const way = await doorway(event.url.pathname, event.locals.actor);
    if (way) redirect(303, way);
  }
  const response = await resolve(event);
  if (event.locals.actor.kind === 'person' || !response.headers.has('cache-control')) {
    response.headers.set('cache-control', 'private, no-store');
  }
  return response;
};

const timed: Handle = async ({ event, resolve }) => {
  const started = performance.now();
  const response = await resolve(event);
  if (!isAnonymousRoute(event)) {
    const ms = Math.round(performance.now() - started);
    log.info({
      event: 'request',
      method: event.request.method,
      route: event.route.id ?? '-',
      status: response.status,
      ms,
    });
  }
  return response;
};

export const handle = sequence(timed, language, ownOrigin, session);

export const handleError: HandleServerError = ({ error, event, status }) => {
  if (status === 404) return { message: 'Not found', code: 'not-found' };
  const name = error instanceof Error ? error.name : 'unknown';
  if (!isAnonymousRoute(event)) {
    log.error({ event: 'unexpected', code: name, route: event.route.id ?? '-', status });
  }
  return { message: 'Unexpected', code: 'unexpected' };
};
