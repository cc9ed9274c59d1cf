import { z } from 'zod';
import { closeAccountOf } from '#lib/accounts/server/index.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { enqueueTimed, type JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { dayOf } from '../../day.ts';
import type { EndReason } from '../../membership.ts';
import { ownSpells } from '../people/person-page.ts';

const JOB = 'membership.close-account';
/** The queue goes by its own clock; when the house's says otherwise, the job looks again. */
const AGAIN_SECONDS = 3600;

/** Nobody signs in any more after these; whoever just left may still look at their own entry. */
export const CLOSING: ReadonlySet<string> = new Set<EndReason>(['died', 'expelled']);

const order = z.object({ personId: z.uuid(), on: z.iso.date() });

/** An end for a day still to come closes the account on that day. */
export async function closeAccountOn(
  tx: Tx,
  given: { readonly personId: string; readonly on: string; readonly today: string },
): Promise<void> {
  const { personId, on, today } = given;
  const startAfterSeconds = (Date.parse(on) - Date.parse(today)) / 1000;
  await enqueueTimed(tx, { job: JOB, payload: { personId, on }, startAfterSeconds });
}

/** Only if the end still stands: it may have been taken back, or the member may have come back. */
async function closeWhenOver({ personId, on }: z.infer<typeof order>): Promise<void> {
  await transact(async (tx) => {
    const today = dayOf(await houseNow(tx));
    const [last] = await ownSpells(tx, personId);
    if (last?.endedOn !== on || !CLOSING.has(last.endReason ?? '')) return;
    if (today >= on) return closeAccountOf(tx, personId);
    await enqueueTimed(tx, { job: JOB, payload: { personId, on }, startAfterSeconds: AGAIN_SECONDS });
  });
}

export const closingJobs: readonly JobDefinition[] = [{ name: JOB, schema: order, run: closeWhenOver }];
