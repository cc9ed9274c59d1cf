import { and, eq, gt, isNull, lte, ne, or } from 'drizzle-orm';
import { z } from 'zod';
import { addDays, dayOf } from '#lib/platform/calendar.ts';
import { system } from '#lib/platform/actor.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { enqueueTimed, type JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import { office } from '../tables.ts';

const JOB = 'membership-remind-of-term';
/** Early enough to call an election with its notice, and once more when it presses. */
const DAYS_BEFORE = [60, 14];
const DAY_SECONDS = 86_400;
/** The queue goes by its own clock; when the house's says otherwise, the job looks again. */
const AGAIN_SECONDS = 3600;

const order = z.object({ officeId: z.uuid(), toOn: z.iso.date(), on: z.iso.date() });

/** Enqueues the reminders of a term, in the transaction that sets its end. */
export async function remindBeforeEnd(tx: Tx, officeId: string, toOn: string | null): Promise<void> {
  if (toOn === null) return;
  const today = dayOf(await houseNow(tx));
  for (const on of DAYS_BEFORE.map((days) => addDays(toOn, -days)).filter((day) => day > today)) {
    const days = (Date.parse(on) - Date.parse(today)) / (DAY_SECONDS * 1000);
    const payload = { officeId, toOn, on };
    await enqueueTimed(tx, { job: JOB, payload, startAfterSeconds: days * DAY_SECONDS });
  }
}

type Office = typeof office.$inferSelect;

/** Says nothing where the end was moved meanwhile, or where somebody holds the same office from then on. */
async function remindOfTerm({ officeId, toOn, on }: z.infer<typeof order>): Promise<void> {
  await transact(async (tx) => {
    const [row] = await tx
      .select()
      .from(office)
      .where(and(eq(office.lineage, officeId), isNull(office.supersededAt)));
    // What is held ex officio ends with an office of which the same board is told.
    if (row?.toOn !== toOn || row.manner === 'ex-officio') return;
    const today = dayOf(await houseNow(tx));
    if (today < on) {
      const payload = { officeId, toOn, on };
      return enqueueTimed(tx, { job: JOB, payload, startAfterSeconds: AGAIN_SECONDS });
    }
    if (today >= toOn || (await hasSuccessor(tx, row, toOn))) return;
    await recordFact(tx, system('term'), {
      kind: MEMBERSHIP_FACTS.officeEnding,
      subject: { kind: 'person', id: row.personId },
      detail: { office: row.kind, officeId, unitId: row.unitId, toOn, on },
    });
  });
}

async function hasSuccessor(tx: Tx, { lineage, unitId, kind }: Office, toOn: string): Promise<boolean> {
  const rows = await tx
    .select({ id: office.id })
    .from(office)
    .where(
      and(
        ...[eq(office.unitId, unitId), eq(office.kind, kind), ne(office.lineage, lineage)],
        ...[isNull(office.supersededAt), lte(office.fromOn, toOn), gt(office.fromOn, addDays(toOn, -90))],
        or(isNull(office.toOn), gt(office.toOn, toOn)),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

export const officeJobs: readonly JobDefinition[] = [{ name: JOB, schema: order, run: remindOfTerm }];
