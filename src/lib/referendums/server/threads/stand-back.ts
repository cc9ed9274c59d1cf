import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/** As `nice` counts: the arithmetic gets what nobody else wants of a busy core, and all of an idle one. */
const STANDING_BACK = 15;
const LAST = 19;

/**
 * Whoever reads a page goes before the arithmetic of ballots. On Linux every thread has a priority of its own;
 * elsewhere all stay equal. Called in a thread, for this thread.
 */
export function standBack(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    if (thread > 0) setPriority(thread, Math.min(LAST, getPriority(thread) + STANDING_BACK));
  } catch {
    // Another system: it is only slower there for those who read in a rush.
  }
}
