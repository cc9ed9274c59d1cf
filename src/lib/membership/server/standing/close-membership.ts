import { sql } from 'drizzle-orm';
import { closeAccountOf } from '#lib/accounts/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { EndReason } from '../../membership.ts';
import { endOfficesOf } from '../offices/end-offices.ts';
import { recorder } from '../people/recorded-by.ts';
import { writeEnd } from '../people/versions.ts';
import type { membership } from '../tables.ts';

/** Nobody signs in any more after these; whoever just left may still look at their own entry. */
const CLOSING: ReadonlySet<EndReason> = new Set(['died', 'expelled']);

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
  if (CLOSING.has(reason) && endedOn <= today) await closeAccountOf(tx, personId);
  await recordFact(tx, actor, {
    kind: MEMBERSHIP_FACTS.membershipEnded,
    subject,
    detail: { reason, endedOn, unitId: open.unitId },
  });
}
