import type { ReferendumState } from './state.ts';

/** Fewer on the roll than this, and the pages warn that totals may betray. */
export const BETRAYING_ELECTORATE = 10;

/** Who has to act now. `clock`: nobody, it happens by itself. */
export type TaskOf = 'secretary' | 'committee' | 'trustees' | 'clock';

export type TaskCode =
  | 'name-trustees'
  | 'open-inspection'
  | 'settle-roll'
  | 'await-roll-objections'
  | 'seal-roll'
  | 'hold-ceremony'
  | 'approve-opening'
  | 'await-opening'
  | 'await-closing'
  | 'decide-objections'
  | 'await-objections-end'
  | 'decrypt'
  | 'confirm-result';

export interface Task {
  readonly code: TaskCode;
  readonly of: TaskOf;
  readonly until: Date | null;
}

/** How far a referendum is, as far as it matters for what comes next. */
export interface Progress {
  readonly state: ReferendumState;
  readonly trustees: number;
  readonly threshold: number;
  readonly roll: { readonly unknown: number; readonly objectionsOpen: number } | null;
  readonly isFrozen: boolean;
  readonly objectionsOpen: number;
  readonly times: {
    readonly rollObjectionUntil: Date;
    readonly opensAt: Date;
    readonly closesAt: Date;
    readonly objectionsUntil: Date;
    readonly countingUntil: Date;
  };
}

/** What has to happen next and by whom; null where everything is over. */
export function taskOf(progress: Progress, now: Date): Task | null {
  const { state, times, trustees, threshold } = progress;
  const task = (code: TaskCode, of: TaskOf, until: Date | null = null): Task => ({ code, of, until });
  switch (state) {
    case 'draft':
      if (trustees < Math.max(2, threshold)) return task('name-trustees', 'secretary');
      return task('open-inspection', 'committee');
    case 'inspection':
      return rollTask(progress, now);
    case 'keys':
      if (progress.isFrozen) return task('approve-opening', 'committee', times.opensAt);
      return task('hold-ceremony', 'trustees', times.opensAt);
    case 'ready':
      return task('await-opening', 'clock', times.opensAt);
    case 'open':
      return task('await-closing', 'clock', times.closesAt);
    case 'closed':
    case 'objection':
      if (progress.objectionsOpen > 0) return task('decide-objections', 'committee', times.objectionsUntil);
      return task('await-objections-end', 'clock', times.objectionsUntil);
    case 'counting':
      return task('decrypt', 'trustees', times.countingUntil);
    case 'counted':
      return task('confirm-result', 'committee');
    default:
      return null;
  }
}

function rollTask({ roll, times }: Progress, now: Date): Task {
  const until = times.rollObjectionUntil;
  if (roll && roll.unknown + roll.objectionsOpen > 0) return { code: 'settle-roll', of: 'committee', until };
  if (now < until) return { code: 'await-roll-objections', of: 'clock', until };
  return { code: 'seal-roll', of: 'committee', until: times.opensAt };
}
