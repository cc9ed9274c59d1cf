/** Unknown is not no: it opens a task and becomes neither of the others by itself. */
export const VERDICTS = ['yes', 'no', 'unknown'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Kleene's strong three-valued logic: an answer that the unknown part cannot change is given. */
export function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('no')) return 'no';
  return verdicts.includes('unknown') ? 'unknown' : 'yes';
}

export function anyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('yes')) return 'yes';
  return verdicts.includes('unknown') ? 'unknown' : 'no';
}

export function notOf(verdict: Verdict): Verdict {
  if (verdict === 'unknown') return 'unknown';
  return verdict === 'yes' ? 'no' : 'yes';
}

export interface RollCounts {
  readonly entitled: number;
  readonly unknown: number;
  readonly refused: number;
}

export function rollSize(counts: RollCounts): number {
  return counts.entitled + counts.unknown + counts.refused;
}
