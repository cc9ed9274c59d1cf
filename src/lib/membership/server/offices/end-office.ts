import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { EndOffice } from '../../office.ts';
import { isOneself, mayRecordOffice } from '../../powers.ts';
import { recorder } from '../people/recorded-by.ts';
import { supersede } from '../people/versions.ts';
import { office } from '../tables.ts';
import { unitById } from '../units/units.ts';
import { followCause } from './end-offices.ts';
import { remindBeforeEnd } from './remind-of-term.ts';

/** Ends an office, or brings its end forward. Nobody lengthens their own. */
export async function endOffice(actor: Actor, input: EndOffice): Promise<Outcome> {
  return transact(async (tx) => {
    const [found] = await tx
      .select()
      .from(office)
      .where(and(eq(office.lineage, input.officeId), isNull(office.supersededAt)))
      .for('update');
    const unit = found ? await unitById(tx, found.unitId) : null;
    if (!found || !unit) return refuse(404, 'not-found');
    const { id, lineage, personId, unitId, kind, fromOn, toOn, manner, becauseOf } = found;
    const isShorter = toOn === null || input.toOn <= toOn;
    const about = { unitPath: unit.path, kind, personId: isShorter ? '' : personId };
    const mayAtAll = mayRecordOffice(actor, { ...about, personId: '' });
    if (!mayAtAll) return refuse(404, 'not-found');
    if (!mayRecordOffice(actor, about) && isOneself(actor, personId))
      return refuse(403, 'office-not-to-oneself');
    if (input.toOn < fromOn) return refuse(422, 'end-before-begin', { fields: { toOn: 'end-before-begin' } });
    if (manner === 'ex-officio' && !isShorter) return refuse(409, 'office-ends-with-its-cause');
    await supersede(tx, office, id);
    await tx.insert(office).values({
      ...{ lineage, personId, unitId, kind, fromOn, toOn: input.toOn, manner, becauseOf },
      recordedBy: recorder(actor),
    });
    await followCause(tx, { officeId: lineage, toOn: input.toOn }, recorder(actor));
    await remindBeforeEnd(tx, lineage, input.toOn);
    const subject = { kind: 'person', id: personId } as const;
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.officeEnded,
      subject,
      detail: { office: kind, unitId, toOn: input.toOn },
    });
    await recordEvidence(tx, actor, { code: 'office-ended', subject, reason: `${kind} ${unit.path}` });
    return done();
  });
}
