import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome, type Refusal } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { dayOf } from '../../../day.ts';
import { MEMBERSHIP_FACTS } from '../../../facts.ts';
import { weeksAfter } from '../../../joining/application.ts';
import { applicant, application } from '../../tables.ts';
import { callBoard, ringBoards } from '../board.ts';
import { joiningRulesAt } from '../joining-rules.ts';
import { remindBoardBefore } from '../remind-board.ts';
import { applicationToAnswer } from './mailed-link.ts';

/** The owner of the mailbox says: yes, this was me. From now on the board sees it and its time runs. */
export async function confirmApplication(
  actor: Actor,
  { token }: { readonly token: string },
): Promise<Outcome> {
  return transact(async (tx) => {
    const found = await applicationToAnswer(tx, token);
    if (!found || found.state === 'withdrawn') return refuse(410, 'link-used-up');
    if (found.state !== 'unconfirmed') return done();
    const today = dayOf(await houseNow(tx));
    const standing = await againstConfirming(tx, found.id, today);
    if (standing) return standing;
    const weeks = (await joiningRulesAt(tx, today)).decisionWeeks?.value;
    const decideBy = weeks === undefined ? null : weeksAfter(today, weeks);
    await tx
      .update(application)
      .set({ state: 'waiting', confirmedAt: sql`house_now()`, decideBy })
      .where(eq(application.id, found.id));
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.applicationConfirmed,
      subject: { kind: 'application', id: found.id },
    });
    await callBoard(tx, { applicationId: found.id, unitId: found.unitId, occasion: 'new' });
    if (decideBy) await remindBoardBefore(tx, { applicationId: found.id, decideBy });
    await ringBoards(tx, [found.unitId]);
    return done();
  });
}

/** Told to the owner of the mailbox alone: the same human, by the same address, waits already or was refused lately. */
async function againstConfirming(tx: Tx, applicationId: string, today: string): Promise<Refusal | null> {
  const [own] = await tx.select().from(applicant).where(eq(applicant.applicationId, applicationId));
  if (!own) return refuse(410, 'link-used-up');
  const key = `${own.email.toLowerCase()} ${own.foldedName} ${own.bornOn}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
  const others = await tx
    .select({ state: application.state, retryOn: application.retryOn })
    .from(application)
    .innerJoin(applicant, eq(applicant.applicationId, application.id))
    .where(
      and(
        ne(application.id, applicationId),
        inArray(application.state, ['waiting', 'refused']),
        sql`lower(${applicant.email}) = ${own.email.toLowerCase()}`,
        eq(applicant.foldedName, own.foldedName),
        eq(applicant.bornOn, own.bornOn),
      ),
    );
  if (others.some(({ state }) => state === 'waiting')) return refuse(409, 'application-already-waiting');
  const retryOn = others.map((one) => one.retryOn ?? '').reduce((a, b) => (a > b ? a : b), '');
  return retryOn > today ? refuse(409, 'refused-not-long-ago', { params: { on: retryOn } }) : null;
}
