/** The states of a referendum, in their order. No shortcut, no way back. */
export const STATES = [
  'draft',
  'inspection',
  'keys',
  'ready',
  'open',
  'closed',
  'objection',
  'counting',
  'counted',
  'confirmed',
  'archived',
] as const;

/** Ends beside the straight way. */
export const ENDS = ['aborted', 'too-few-ballots', 'not-countable', 'unconfirmed'] as const;

export type ReferendumState = (typeof STATES)[number] | (typeof ENDS)[number];

const NEXT: Readonly<Record<ReferendumState, readonly ReferendumState[]>> = {
  draft: ['inspection', 'aborted'],
  inspection: ['keys', 'aborted'],
  keys: ['ready', 'aborted'],
  ready: ['open', 'aborted'],
  open: ['closed', 'aborted'],
  closed: ['objection', 'aborted'],
  objection: ['counting', 'too-few-ballots', 'aborted'],
  counting: ['counted', 'not-countable', 'aborted'],
  counted: ['confirmed', 'unconfirmed'],
  confirmed: ['archived'],
  unconfirmed: [],
  archived: [],
  aborted: [],
  'too-few-ballots': [],
  'not-countable': [],
};

export function mayFollow(from: ReferendumState, to: ReferendumState): boolean {
  return NEXT[from].includes(to);
}

/** After the first decryption factor exists nothing can be aborted any more: the result is published or not countable. */
export function mayAbort(state: ReferendumState, decryptionExists: boolean): boolean {
  return mayFollow(state, 'aborted') && !decryptionExists;
}

/** After the close, aborting needs a proven fault. */
export function abortNeedsProvenFault(state: ReferendumState): boolean {
  return state === 'closed' || state === 'objection' || state === 'counting';
}

/** What the clock says a referendum in this state is; `ready` becomes `open` at the moment of opening itself. */
export type VotingWindow = 'before' | 'open' | 'after' | 'never';

/**
 * Whether ballots are taken at `now`. Opening is inclusive, closing exclusive: a ballot whose transaction reads a
 * time before closing counts even if its commit falls later.
 */
export function votingWindow(
  referendum: { readonly state: ReferendumState; readonly opensAt: Date; readonly closesAt: Date },
  now: Date,
): VotingWindow {
  if (referendum.state !== 'ready' && referendum.state !== 'open') {
    return ['draft', 'inspection', 'keys'].includes(referendum.state) ? 'before' : 'after';
  }
  if (now.getTime() < referendum.opensAt.getTime()) return 'before';
  return now.getTime() < referendum.closesAt.getTime() ? 'open' : 'after';
}

/** Cards are drawn from `ready` until the close by the clock. */
export function mayDrawNow(
  referendum: { readonly state: ReferendumState; readonly closesAt: Date },
  now: Date,
): boolean {
  return (
    (referendum.state === 'ready' || referendum.state === 'open') &&
    now.getTime() < referendum.closesAt.getTime()
  );
}
