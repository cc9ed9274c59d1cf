import { and, eq, or, sql } from 'drizzle-orm';
import { digestOf } from '#lib/accounts/server/index.ts';
import { tokenShape } from '#lib/accounts/sign-in.ts';
import { database, type Reader, type Tx } from '#lib/platform/server/database.server.ts';
import type { ApplicationState } from '../../../joining/application.ts';
import { application, unit } from '../../tables.ts';

const ofLink = (token: string) =>
  and(
    eq(application.linkHash, digestOf(token)),
    or(sql`${application.state} <> 'unconfirmed'`, sql`${application.linkExpiresAt} > house_now()`),
  );

/** The application behind a mailed link, held until the transaction ends; null when there is none, or none any more. */
export async function applicationToAnswer(tx: Tx, token: string) {
  const [row] = await tx.select().from(application).where(ofLink(token)).for('update');
  return row ?? null;
}

export interface MailedApplication {
  readonly state: ApplicationState;
  readonly unitName: string;
  readonly unitEmail: string | null;
  readonly decideBy: string | null;
  readonly reason: string | null;
  readonly retryOn: string | null;
}

/** What the page behind the link says. Looking changes nothing, so that a scanner may look as well. */
export async function mailedApplication(
  token: string,
  reader: Reader = database(),
): Promise<MailedApplication | null> {
  if (!tokenShape.safeParse(token).success) return null;
  const [row] = await reader
    .select({
      state: sql<ApplicationState>`${application.state}`,
      unitName: unit.name,
      unitEmail: unit.email,
      decideBy: application.decideBy,
      reason: application.reason,
      retryOn: application.retryOn,
    })
    .from(application)
    .innerJoin(unit, eq(unit.id, application.unitId))
    .where(ofLink(token));
  return row ?? null;
}
