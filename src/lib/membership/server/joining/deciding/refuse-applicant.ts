import { eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { addYears, dayOf } from '../../../day.ts';
import { MEMBERSHIP_FACTS } from '../../../facts.ts';
import type { RefuseApplicant } from '../../../joining/application.ts';
import { recorder } from '../../people/recorded-by.ts';
import { application } from '../../tables.ts';
import { ringBoards } from '../board.ts';
import { joiningRulesAt } from '../joining-rules.ts';
import { mailRefused } from '../letters.ts';
import { applicationToDecide } from './reach-application.ts';

/** The board refuses; the applicant reads why, and from when they may try again. A second time says the same again. */
export async function refuseApplicant(actor: Actor, input: RefuseApplicant): Promise<Outcome> {
  return transact(async (tx) => {
    const held = await applicationToDecide(tx, actor, input.applicationId);
    if (!held) return refuse(404, 'not-found');
    const { row, applicant, unit } = held;
    if (row.state === 'refused') return done();
    if (row.state !== 'waiting') return refuse(409, 'application-decided');
    const today = dayOf(await houseNow(tx));
    const years = (await joiningRulesAt(tx, today)).retryAfterRefusalYears;
    const retryOn = years ? addYears(today, years.value) : null;
    await tx
      .update(application)
      .set({
        ...{ state: 'refused', reason: input.reason, retryOn },
        ...{ decidedAt: sql`house_now()`, decidedBy: recorder(actor) },
      })
      .where(eq(application.id, row.id));
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.applicationRefused,
      subject: { kind: 'application', id: row.id },
    });
    const to = { email: applicant.email, locale: applicant.locale === 'en' ? 'en' : 'de' } as const;
    const retry = years && retryOn ? { on: retryOn, article: years.article.number } : null;
    await mailRefused(tx, to, { applicationId: row.id, unit: unit.name, reason: input.reason, retry });
    await ringBoards(tx, [row.unitId]);
    return done();
  });
}
