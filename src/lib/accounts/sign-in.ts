import { z } from 'zod';
import { addressShape } from './account.ts';
import { newPassword, typedPassword } from './password.ts';

/** Where the request came from, put beside the form by the route; never part of what a browser may fill in. */
export interface Visit {
  /** Network key of the client: an IPv4 address or an IPv6 /64. */
  readonly network: string;
  readonly userAgent: string | null;
  /** Scheme and host of this house as the browser sees it. */
  readonly origin: string;
  /** Value of the cookie that marks a browser which has signed in before. */
  readonly device: string | null;
  /** The session id presented with the request, if any; it never survives a sign-in. */
  readonly sessionId: string | null;
}

/** The address is not checked for form: a mistyped one gets the answer that every unknown one gets. */
export const signInShape = z.object({
  email: z.string().trim().min(1, 'address-missing').max(254, 'address-malformed'),
  password: typedPassword,
  to: z.string().max(500).optional(),
});
export type SignIn = z.infer<typeof signInShape>;

/** Six digits from the app or one recovery code. */
export const secondStepShape = z.object({
  code: z.string().trim().min(1, 'code-missing').max(40, 'code-wrong'),
  to: z.string().max(500).optional(),
});
export type SecondStep = z.infer<typeof secondStepShape>;

export const signInAgainShape = z.object({
  password: typedPassword,
  code: z.string().trim().max(40, 'code-wrong').optional(),
  to: z.string().max(500).optional(),
});
export type SignInAgain = z.infer<typeof signInAgainShape>;

export const requestResetShape = z.object({ email: z.string().trim().pipe(addressShape) });
export type RequestReset = z.infer<typeof requestResetShape>;

/** What a mailed link carries. */
export const tokenShape = z
  .string()
  .max(60)
  .regex(/^[1-9A-HJ-NP-Za-km-z]+$/, 'link-used-up');

export const setNewPasswordShape = z.object({ token: tokenShape, password: newPassword });
export type SetNewPassword = z.infer<typeof setNewPasswordShape>;

export const changePasswordShape = z.object({ oldPassword: typedPassword, password: newPassword });
export type ChangePassword = z.infer<typeof changePasswordShape>;

const NOWHERE = 'http://nowhere.invalid';

/**
 * The way back after a sign-in: a path of this house or `otherwise`. What a browser might read as another host
 * (`//x`, `/\x`, control signs that browsers drop) is not a path of this house.
 */
export function safeWay(to: string | null | undefined, otherwise = '/'): string {
  if (!to || to.length > 500 || !to.startsWith('/')) return otherwise;
  if (/[\\\p{Cc}\s]/u.test(to) || to.startsWith('//')) return otherwise;
  if (!URL.canParse(to, NOWHERE)) return otherwise;
  const url = new URL(to, NOWHERE);
  const way = url.pathname + url.search + url.hash;
  return url.origin === NOWHERE && !way.startsWith('//') ? way : otherwise;
}
