import type { IncomingMessage } from 'node:http';
import type { ServingSettings } from './settings.ts';

const KIB = 1024;
const BODY_LIMIT = 512 * KIB;
/** Pages that take larger bodies; the app asks who sends one before it reads it. */
const LARGER_BODIES: Readonly<Record<string, number>> = { '/import': 64 * KIB * KIB };
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Booth, election, cast, record and lookup: nobody is signed in there, whatever the browser sends. */
const ANONYMOUS_PATHS = /^\/(booth|vote|record)(\/|$)/;
/** All that the booth's own hostname serves. */
const BOOTH_HOST_PATHS = /^\/(booth|vote|record|_app|health|favicon\.svg|party\.css|fonts)(\/|$)/;

/** Kit answers here for remote functions; this house has none, so nothing is looked up by the names that are sent. */
const REMOTE_PATHS = /^\/_app\/remote(\/|$)/;

export interface Rejection {
  readonly status: number;
  readonly text: string;
}

/**
 * Decides whether a request may reach the app, and rewrites the headers which the app trusts: scheme, host and
 * address come from here, never from what the client wrote.
 */
export function admitRequest(req: IncomingMessage, settings: ServingSettings): Rejection | null {
  const target = originOf(req, settings);
  if (!target) return { status: 421, text: 'This address is not served here.' };
  const path = pathOf(req.url ?? '/');
  if (path === null) return { status: 400, text: 'This is no address of a page.' };
  if (REMOTE_PATHS.test(path)) return { status: 404, text: 'There is nothing here.' };
  if (isBoothHost(target, settings) && !BOOTH_HOST_PATHS.test(path)) {
    return { status: 404, text: 'Only the booth is served at this address.' };
  }
  const tooLarge = refuseBody(req, path);
  if (tooLarge) return tooLarge;
  if (ANONYMOUS_PATHS.test(path)) {
    delete req.headers.cookie;
    delete req.headers.authorization;
  }
  req.headers['x-stimmhaus-protocol'] = target.protocol.replace(':', '');
  req.headers['x-stimmhaus-host'] = target.host;
  req.headers['x-stimmhaus-address'] = clientAddress(req, settings.trustedProxies);
  return null;
}

/** The path as the app will read it: dots resolved, escapes decoded; null for what no page can be called. */
function pathOf(url: string): string | null {
  if (!url.startsWith('/') || url.includes('%00')) return null;
  try {
    return decodeURI(new URL(`http://house${url}`).pathname);
  } catch {
    return null;
  }
}

function isBoothHost(target: URL, settings: ServingSettings): boolean {
  const { origin, boothOrigin } = settings;
  return (
    boothOrigin !== null && boothOrigin.origin !== origin?.origin && target.origin === boothOrigin.origin
  );
}

function originOf(req: IncomingMessage, settings: ServingSettings): URL | null {
  const [named, ...more] = req.headersDistinct.host ?? [];
  const host = named?.toLowerCase();
  if (!host || more.length > 0 || !/^[a-z0-9.\-[\]:]{1,255}$/.test(host)) return null;
  const own = [settings.origin, settings.boothOrigin].find((origin) => origin?.host === host);
  if (own) return own;
  if (settings.origin) return isHealthCheck(req) ? settings.origin : null;
  const name = host.replace(/:\d+$/, '');
  if (!settings.allowedHosts.includes(name)) return null;
  return new URL(`${settings.certificate ? 'https' : 'http'}://${host}`);
}

/** Balancers ask for health by address, not by name. */
function isHealthCheck(req: IncomingMessage): boolean {
  return req.method === 'GET' && (req.url === '/health/live' || req.url === '/health/ready');
}

function refuseBody(req: IncomingMessage, path: string): Rejection | null {
  if (!WRITES.has(req.method ?? 'GET')) return null;
  const length = req.headers['content-length'];
  if (length === undefined) return { status: 411, text: 'The length of the body must be given.' };
  const limit = (Object.hasOwn(LARGER_BODIES, path) && LARGER_BODIES[path]) || BODY_LIMIT;
  if (!/^\d{1,12}$/.test(length) || Number(length) > limit) {
    return { status: 413, text: 'This is larger than the house accepts here.' };
  }
  return null;
}

/** The address as the outermost trusted proxy saw it; entries further left can be invented by anyone. */
export function clientAddress(req: IncomingMessage, trustedProxies: number): string {
  const direct = req.socket.remoteAddress ?? '0.0.0.0';
  if (trustedProxies === 0) return direct;
  const header = req.headers['x-forwarded-for'];
  const chain = String(header ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  return chain.at(-trustedProxies) ?? direct;
}
