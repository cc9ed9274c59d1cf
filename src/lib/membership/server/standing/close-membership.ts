import { sql } from 'drizzle-orm';
import { accountOf, closeAccountOf } from '#lib/accounts/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { EndReason } from '../../membership.ts';
import { recallMails } from '#lib/platform/server/jobs/mail.server.ts';
import { endOfficesOf } from '../offices/end-offices.ts';
import { recorder } from '../people/recorded-by.ts';
import { writeEnd } from '../people/versions.ts';
import type { membership } from '../tables.ts';
import { CLOSING, closeAccountOn } from './close-later.ts';

export interface Ending {
  readonly endedOn: string;
  readonly reason: Exclude<EndReason, 'moved'>;
  readonly today: string;
}

/** Ends an open membership and with it every office; the caller has asked whether it may. */
export async function closeMembership(
  tx: Tx,
  actor: Actor,
  { open, ending }: { readonly open: typeof membership.$inferSelect; readonly ending: Ending },
): Promise<void> {
  const { personId } = open;
  const { endedOn, reason, today } = ending;
  await writeEnd(tx, open, { endedOn, reason, recordedBy: recorder(actor) });
  const subject = { kind: 'person', id: personId } as const;
  const gone = sql`select ${personId}::uuid as person_id, ${endedOn}::date as end_on`;
  for (const { kind, unitId, toOn } of await endOfficesOf(tx, gone, recorder(actor))) {
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.officeEnded,
      subject,
      detail: { office: kind, unitId, toOn },
    });
  }
  if (CLOSING.has(reason) && endedOn > today) await closeAccountOn(tx, { personId, on: endedOn, today });
  const account = CLOSING.has(reason) && endedOn <= today ? await accountOf(tx, personId) : null;
  if (account) await closeAccountOf(tx, personId);
  await recordFact(tx, actor, {
    kind: MEMBERSHIP_FACTS.membershipEnded,
    subject,
    detail: { reason, endedOn, unitId: open.unitId },
  });
  // Whatever still waits to leave the house for the dead is called back; the address was theirs alone.
  if (reason === 'died' && account) await recallMails(tx, account.email);
}
