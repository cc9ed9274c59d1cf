import { describe, expect, it } from 'vitest';
import { anonymous, RECENT_SIGN_IN_MS, system, type PersonActor } from '#lib/platform/actor.ts';
import { identificationOf, identificationTrouble } from './identification.ts';

const NOW = new Date('2026-05-03T10:00:00Z');

function signedIn(secondFactor: boolean, agoMs = 0): PersonActor {
  const signedInAt = new Date(NOW.getTime() - agoMs);
  const nothing = { sessionHash: null, memberOf: [], powers: [] };
  return { kind: 'person', personId: 'p', accountId: 'a', ...nothing, signedInAt, secondFactor };
}

const STALE = RECENT_SIGN_IN_MS + 1;

describe('[R-03] how surely the house knows who is there', () => {
  it.each([
    ['nobody', anonymous, 'none'],
    ['the house itself', system('test'), 'none'],
    ['one factor', signedIn(false), 'normal'],
    ['two factors', signedIn(true), 'substantial'],
  ] as const)('%s is %s', (_who, actor, level) => {
    expect(identificationOf(actor)).toBe(level);
  });

  it.each([
    [signedIn(false), 'normal'],
    [signedIn(true), 'normal'],
    [signedIn(true), 'substantial'],
    [signedIn(true, RECENT_SIGN_IN_MS), 'substantial'],
  ] as const)('lets in who reaches the level (%#)', (actor, level) => {
    expect(identificationTrouble(actor, level, NOW)).toBeNull();
  });

  it.each([
    [anonymous, 'normal', 'sign-in-first'],
    [system('x'), 'substantial', 'sign-in-first'],
    [signedIn(false), 'substantial', 'second-factor-needed'],
    [signedIn(false, STALE), 'substantial', 'second-factor-needed'],
    [signedIn(false), 'high', 'eid-needed'],
    [signedIn(true), 'high', 'eid-needed'],
    [signedIn(false, STALE), 'normal', 'sign-in-again'],
    [signedIn(true, STALE), 'substantial', 'sign-in-again'],
  ] as const)('refuses the weaker one with its reason (%#)', (actor, level, code) => {
    expect(identificationTrouble(actor, level, NOW)).toBe(code);
  });
});
