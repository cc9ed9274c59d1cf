import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../../facts.ts';
import { applicant, application, applicationConsent } from '../../tables.ts';
import { ringBoards } from '../board.ts';
import { applicationToAnswer } from './mailed-link.ts';

/** The applicant takes it back: what they said about themselves is gone at once, that there was one stays. */
export async function withdrawApplication(
  actor: Actor,
  { token }: { readonly token: string },
): Promise<Outcome> {
  return transact(async (tx) => {
    const found = await applicationToAnswer(tx, token);
    if (!found) return refuse(410, 'link-used-up');
    if (found.state === 'withdrawn') return done();
    if (found.state === 'admitted') return refuse(409, 'application-admitted');
    if (found.state === 'refused') return refuse(409, 'application-refused');
    await tx.update(application).set({ state: 'withdrawn' }).where(eq(application.id, found.id));
    await tx.delete(applicationConsent).where(eq(applicationConsent.applicationId, found.id));
    await tx.delete(applicant).where(eq(applicant.applicationId, found.id));
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.applicationWithdrawn,
      subject: { kind: 'application', id: found.id },
    });
    if (found.state === 'waiting') await ringBoards(tx, [found.unitId]);
    return done();
  });
}
