const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60_000;
const MOST_CARDS = 10_000;

interface Failure {
  readonly wait: number;
  readonly until: number;
}

/** By credential, in memory only: a card whose ballots fail their proofs has to wait, twice as long each time. */
const failures = new Map<string, Failure>();

/** Milliseconds until this card may try again; 0 if now. `now` is monotone, in milliseconds. */
export function slowDownOf(credential: string, now: number): number {
  return Math.max(0, (failures.get(credential)?.until ?? 0) - now);
}

export function noteFailedProof(credential: string, now: number): void {
  const wait = Math.min(LONGEST_WAIT_MS, (failures.get(credential)?.wait ?? FIRST_WAIT_MS / 2) * 2);
  failures.delete(credential);
  if (failures.size >= MOST_CARDS) failures.delete(failures.keys().next().value as string);
  failures.set(credential, { wait, until: now + wait });
}
