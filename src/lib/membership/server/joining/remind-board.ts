import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { enqueueTimed, type JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { dayOf } from '../../day.ts';
import { reminderDays } from '../../joining/application.ts';
import { application } from '../tables.ts';
import { callBoard } from './board.ts';

const JOB = 'membership-remind-board';
const DAY_SECONDS = 86_400;
/** The queue goes by its own clock; when the house's says otherwise, the job looks again. */
const AGAIN_SECONDS = 3600;

const order = z.object({ applicationId: z.uuid(), on: z.iso.date() });

/** Enqueues the reminders of a deadline, in the transaction that sets it. */
export async function remindBoardBefore(
  tx: Tx,
  { applicationId, decideBy }: { readonly applicationId: string; readonly decideBy: string },
): Promise<void> {
  const today = dayOf(await houseNow(tx));
  for (const on of reminderDays(decideBy).filter((day) => day > today)) {
    const days = (Date.parse(on) - Date.parse(today)) / (DAY_SECONDS * 1000);
    const payload = { applicationId, on };
    await enqueueTimed(tx, { job: JOB, payload, startAfterSeconds: days * DAY_SECONDS });
  }
}

/** Run again it writes nothing new: one mail per officer, application and day. */
async function remindBoard({ applicationId, on }: z.infer<typeof order>): Promise<void> {
  await transact(async (tx) => {
    const [row] = await tx.select().from(application).where(eq(application.id, applicationId));
    if (row?.state !== 'waiting') return;
    if (dayOf(await houseNow(tx)) < on) {
      const payload = { applicationId, on };
      return enqueueTimed(tx, { job: JOB, payload, startAfterSeconds: AGAIN_SECONDS });
    }
    const occasion = on === row.decideBy ? 'last-day' : 'reminder';
    await callBoard(tx, { applicationId, unitId: row.unitId, occasion });
  });
}

export const joiningJobs: readonly JobDefinition[] = [{ name: JOB, schema: order, run: remindBoard }];
