import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { closeAccountOf } from '#lib/accounts/server/index.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { enqueueTimed, type JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { personMerge } from '../tables.ts';

export const OVER_JOB = 'membership.merge-over';
/** The queue goes by its own clock; when the house's says otherwise, the job looks again. */
const AGAIN_SECONDS = 3600;
const payload = z.object({ mergeId: z.uuid() });

/** When a merge can no longer be undone, every key to the account that rested is destroyed. */
export const mergeJobs: readonly JobDefinition[] = [
  {
    name: OVER_JOB,
    schema: payload,
    run: (given) =>
      transact(async (tx) => {
        const { mergeId } = payload.parse(given);
        const stands = and(eq(personMerge.id, mergeId), isNull(personMerge.undoneAt));
        const [row] = await tx.select().from(personMerge).where(stands).for('update');
        if (!row?.accountRests) return;
        if ((await houseNow(tx)) <= row.undoUntil) {
          await enqueueTimed(tx, { job: OVER_JOB, payload: { mergeId }, startAfterSeconds: AGAIN_SECONDS });
          return;
        }
        await closeAccountOf(tx, row.absorbedId);
      }),
  },
];
