import { z } from 'zod';
import { houseAddress, recipientOf } from '#lib/accounts/server/index.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { enqueueTimed, type JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { addDays, dayOf } from '../../day.ts';
import { openMembership } from '../people/reach.ts';
import { unitById } from '../units/units.ts';
import { contactOf } from './contact.ts';
import { mailFollowUp } from './letters.ts';

const JOB = 'membership.welcome-again';
const DAY_SECONDS = 86_400;
/** The queue goes by its own clock; when the house's says otherwise, the job looks again. */
const AGAIN_SECONDS = 3600;

/** After so many days a new member hears from the branch once more: whom to ask, and what there is to do. */
export const FOLLOW_UP_DAYS = [3, 14] as const;

const order = z.object({
  personId: z.uuid(),
  day: z.literal(FOLLOW_UP_DAYS),
  on: z.iso.date(),
});

export async function followUpLater(
  tx: Tx,
  { personId, today }: { readonly personId: string; readonly today: string },
): Promise<void> {
  for (const day of FOLLOW_UP_DAYS) {
    const payload = { personId, day, on: addDays(today, day) };
    await enqueueTimed(tx, { job: JOB, payload, startAfterSeconds: day * DAY_SECONDS });
  }
}

/** Whoever has left or died in between, or has no account, is not written to. Run again it writes nothing new. */
async function followUp(payload: z.infer<typeof order>): Promise<void> {
  const { personId, day, on } = payload;
  await transact(async (tx) => {
    if (dayOf(await houseNow(tx)) < on) {
      return enqueueTimed(tx, { job: JOB, payload, startAfterSeconds: AGAIN_SECONDS });
    }
    const open = await openMembership(tx, personId);
    const to = open && (await recipientOf(tx, personId));
    const unit = open && (await unitById(tx, open.unitId));
    if (!to || !unit) return;
    const { name, email } = await contactOf(tx, unit);
    const contact = [name, email].filter(Boolean).join(', ');
    await mailFollowUp(tx, to, {
      key: `${personId} ${on}`,
      day,
      unit: unit.name,
      contact,
      link: houseAddress('/'),
    });
  });
}

export const followUpJobs: readonly JobDefinition[] = [{ name: JOB, schema: order, run: followUp }];
