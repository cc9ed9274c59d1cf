import { database } from '#lib/platform/server/database.server.ts';
import { closeReferendum, openReferendum } from './box/close-referendum.ts';
import { publishBatches } from './box/publish-batches.ts';
import { beginCount, beginObjection } from './count/begin-count.ts';
import { endUncountable } from './count/end-uncountable.ts';
import { referendumsInStates } from './referendums.ts';
import type { ReferendumState } from '../state.ts';

type Step = (uuid: string) => Promise<unknown>;

/** What the clock may have to do to a referendum in each state, in this order. Every step is repeatable. */
const STEPS: Partial<Record<ReferendumState, readonly Step[]>> = {
  ready: [openReferendum],
  open: [publishBatches, closeReferendum],
  closed: [beginObjection],
  objection: [beginCount],
  counting: [endUncountable],
};

/**
 * One turn of the clockwork: opens, publishes, closes and counts what is due. Runs in every process; the locks of each
 * step let one of them act. One referendum's trouble does not stop the others: the errors are returned.
 */
export async function turnClockwork(): Promise<readonly Error[]> {
  const errors: Error[] = [];
  const due = await referendumsInStates(database(), Object.keys(STEPS) as ReferendumState[]);
  for (const row of due) {
    try {
      for (const step of STEPS[row.state] ?? []) await step(row.uuid);
    } catch (error) {
      errors.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  return errors;
}
