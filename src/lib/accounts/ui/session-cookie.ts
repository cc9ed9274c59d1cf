import type { RequestEvent } from '@sveltejs/kit';
import { networkOf } from '../network.ts';
import { deviceCookieName, sessionCookieName, SESSION_DAYS, stepCookieName } from '../session.ts';
import type { Visit } from '../sign-in.ts';

type Cookies = Pick<RequestEvent, 'cookies' | 'url'>;

const DAY_SECONDS = 86_400;

function isSecure({ url }: Cookies): boolean {
  return url.protocol === 'https:';
}

function options(event: Cookies, maxAge: number) {
  return { path: '/', httpOnly: true, secure: isSecure(event), sameSite: 'lax', maxAge } as const;
}

export function presentedSession(event: Cookies): string | null {
  return event.cookies.get(sessionCookieName(isSecure(event))) ?? null;
}

export function keepSession(event: Cookies, sessionId: string): void {
  event.cookies.set(
    sessionCookieName(isSecure(event)),
    sessionId,
    options(event, SESSION_DAYS * DAY_SECONDS),
  );
}

export function dropSession(event: Cookies): void {
  const { maxAge: _unused, ...rest } = options(event, 0);
  event.cookies.delete(sessionCookieName(isSecure(event)), rest);
}

/** The browser keeps its mark beyond the session, so that its owner is not slowed down by strangers. */
export function keepDevice(event: Cookies, device: string): void {
  event.cookies.set(deviceCookieName(isSecure(event)), device, options(event, 400 * DAY_SECONDS));
}

/** Between the right password and the second step. */
export function keepStep(event: Cookies, step: string): void {
  event.cookies.set(stepCookieName(isSecure(event)), step, options(event, 600));
}

export function presentedStep(event: Cookies): string {
  return event.cookies.get(stepCookieName(isSecure(event))) ?? '';
}

export function dropStep(event: Cookies): void {
  const { maxAge: _unused, ...rest } = options(event, 0);
  event.cookies.delete(stepCookieName(isSecure(event)), rest);
}

/** What the commands of signing in must know about the request; forms cannot set any of it. */
export function visitOf(event: RequestEvent): Visit {
  return {
    network: networkOf(event.getClientAddress()),
    userAgent: event.request.headers.get('user-agent'),
    origin: event.url.origin,
    device: event.cookies.get(deviceCookieName(isSecure(event))) ?? null,
    sessionId: presentedSession(event),
  };
}
