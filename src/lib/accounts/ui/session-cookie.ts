import type { RequestEvent } from '@sveltejs/kit';
import { networkOf } from '../network.ts';
import {
  deviceCookieName,
  sessionCookieName,
  SECOND_STEP_MINUTES,
  SESSION_DAYS,
  stepCookieName,
} from '../session.ts';
import type { Visit } from '../sign-in.ts';

export type Cookies = Pick<RequestEvent, 'cookies' | 'url'>;

const DAY_SECONDS = 86_400;

function isSecure({ url }: Cookies): boolean {
  return url.protocol === 'https:';
}

function keep(event: Cookies, name: string, { value, seconds }: { value: string; seconds: number }): void {
  const secure = isSecure(event);
  event.cookies.set(name, value, { path: '/', httpOnly: true, secure, sameSite: 'lax', maxAge: seconds });
}

function drop(event: Cookies, name: string): void {
  const secure = isSecure(event);
  event.cookies.delete(name, { path: '/', httpOnly: true, secure, sameSite: 'lax' });
}

export function presentedSession(event: Cookies): string | null {
  return event.cookies.get(sessionCookieName(isSecure(event))) ?? null;
}

export function keepSession(event: Cookies, sessionId: string): void {
  keep(event, sessionCookieName(isSecure(event)), { value: sessionId, seconds: SESSION_DAYS * DAY_SECONDS });
}

export function dropSession(event: Cookies): void {
  drop(event, sessionCookieName(isSecure(event)));
}

/** The sealed half of a sign-in; empty when there is none. */
export function presentedStep(event: Cookies): string {
  return event.cookies.get(stepCookieName(isSecure(event))) ?? '';
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

/** What a sign-in command answers: signed in, or on to the second step. */
export type Entering =
  | {
      readonly kind: 'signed-in';
      readonly session: { readonly sessionId: string; readonly device: string };
      readonly to: string;
    }
  | { readonly kind: 'second-step'; readonly step: string; readonly to: string };

/** Keeps what the browser must keep, and gives the next page. */
export function enter(event: Cookies, entering: Entering): string {
  const secure = isSecure(event);
  if (entering.kind === 'second-step') {
    const { step, to } = entering;
    keep(event, stepCookieName(secure), { value: step, seconds: SECOND_STEP_MINUTES * 60 });
    return to === '/' ? '/sign-in/code' : `/sign-in/code?to=${encodeURIComponent(to)}`;
  }
  const { sessionId, device } = entering.session;
  drop(event, stepCookieName(secure));
  keepSession(event, sessionId);
  keep(event, deviceCookieName(secure), { value: device, seconds: 400 * DAY_SECONDS });
  return entering.to;
}
