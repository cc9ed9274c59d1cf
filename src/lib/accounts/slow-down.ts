/** Tries so far under one key; what the key stands for is forgotten, it is a short-lived HMAC. */
export interface Tries {
  readonly count: number;
  readonly lastAt: Date;
}

/** How one kind of key is slowed. Nothing here ever locks: the longest wait is part of the rule. */
export interface SlowDown {
  /** Tries that cost nothing. */
  readonly free: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /** Quiet time after which all tries are forgotten. */
  readonly forgottenAfterSeconds: number;
  /** The count at which the evidence log gets an entry. */
  readonly alarmAt: number;
}

export type SlowDownKind =
  'pair' | 'network' | 'account' | 'device' | 'second-step' | 'mail' | 'mail-address';

/**
 * - `pair`: one account tried from one network: a person guessing.
 * - `network`: one IPv4 address or IPv6 /64 trying many accounts; a hall of delegates behind one address is free.
 * - `account`: one account tried from many networks. A browser that has signed in before is counted as `device`
 *   instead of all three, so that strangers cannot slow a candidate down on voting day.
 * - `second-step`: codes tried after a right password.
 * - `mail`: mails asked for by strangers (reset, joining), per network.
 * - `mail-address`: mails that strangers ask for to one address, from wherever: nobody's mailbox is filled.
 */
export const SLOW_DOWNS: Readonly<Record<SlowDownKind, SlowDown>> = {
  pair: { free: 5, firstWaitSeconds: 2, longestWaitSeconds: 60, forgottenAfterSeconds: 900, alarmAt: 20 },
  network: {
    free: 40,
    firstWaitSeconds: 2,
    longestWaitSeconds: 30,
    forgottenAfterSeconds: 900,
    alarmAt: 100,
  },
  account: {
    free: 60,
    firstWaitSeconds: 2,
    longestWaitSeconds: 30,
    forgottenAfterSeconds: 900,
    alarmAt: 100,
  },
  device: { free: 8, firstWaitSeconds: 2, longestWaitSeconds: 30, forgottenAfterSeconds: 900, alarmAt: 40 },
  'second-step': {
    free: 5,
    firstWaitSeconds: 5,
    longestWaitSeconds: 120,
    forgottenAfterSeconds: 3600,
    alarmAt: 20,
  },
  mail: { free: 10, firstWaitSeconds: 10, longestWaitSeconds: 120, forgottenAfterSeconds: 3600, alarmAt: 60 },
  'mail-address': {
    free: 3,
    firstWaitSeconds: 60,
    longestWaitSeconds: 120,
    forgottenAfterSeconds: 3600,
    alarmAt: 15,
  },
};

/** Whole seconds until the next try is looked at; 0 means now. Tries made while waiting do not lengthen it. */
export function secondsToWait(rule: SlowDown, tries: Tries | null, now: Date): number {
  const counted = remembered(rule, tries, now);
  if (!counted || counted.count < rule.free) return 0;
  const doubled = rule.firstWaitSeconds * 2 ** Math.min(counted.count - rule.free, 16);
  const wait = Math.min(doubled, rule.longestWaitSeconds);
  const left = counted.lastAt.getTime() + wait * 1000 - now.getTime();
  return Math.max(0, Math.ceil(left / 1000));
}

/** The tries after one more. It is counted before the password is looked at, so that parallel guesses count too. */
export function countedTry(rule: SlowDown, tries: Tries | null, now: Date): Tries {
  return { count: (remembered(rule, tries, now)?.count ?? 0) + 1, lastAt: now };
}

function remembered(rule: SlowDown, tries: Tries | null, now: Date): Tries | null {
  if (!tries) return null;
  const quiet = now.getTime() - tries.lastAt.getTime();
  return quiet >= rule.forgottenAfterSeconds * 1000 ? null : tries;
}
