import { and, eq, inArray, sql } from 'drizzle-orm';
import { base58Id } from '#lib/platform/ids.ts';
import { database, type Reader, type Tx } from '#lib/platform/server/database.server.ts';
import { tokenShape } from '../../sign-in.ts';
import { digestOf } from '../secret/digest.ts';
import { mailedToken } from '../tables.ts';

export type TokenPurpose = 'activation' | 'reset' | 'address' | 'second-factor-loss' | 'stop-address-change';

export type MailedTokenRow = typeof mailedToken.$inferSelect;

export interface NewToken {
  readonly purpose: TokenPurpose;
  readonly accountId: string;
  readonly detail?: string;
  readonly hours: number;
  /** Hours before which the link does nothing. */
  readonly afterHours?: number;
}

/** The token itself goes into one mail and nowhere else; earlier ones for the same purpose stop working. */
export async function issueToken(tx: Tx, given: NewToken): Promise<string> {
  const { purpose, accountId, detail = null, hours, afterHours = 0 } = given;
  await withdrawTokens(tx, accountId, [purpose]);
  const token = base58Id();
  await tx.insert(mailedToken).values({
    hash: digestOf(token),
    purpose,
    accountId,
    detail,
    notBefore: sql`house_now() + make_interval(hours => ${afterHours})`,
    expiresAt: sql`house_now() + make_interval(hours => ${afterHours + hours})`,
  });
  return token;
}

const good = (token: string, purposes: readonly TokenPurpose[]) =>
  and(
    eq(mailedToken.hash, digestOf(token)),
    inArray(mailedToken.purpose, [...purposes]),
    sql`${mailedToken.notBefore} <= house_now() and ${mailedToken.expiresAt} > house_now()`,
  );

/** Looks without using it up: what a page may do when a link scanner opens it. */
export async function goodToken(
  reader: Reader,
  token: string,
  purposes: readonly TokenPurpose[],
): Promise<MailedTokenRow | null> {
  const [row] = await reader.select().from(mailedToken).where(good(token, purposes));
  return row ?? null;
}

/** Uses it up: of two that come at once one gets it. */
export async function useToken(
  tx: Tx,
  token: string,
  purposes: readonly TokenPurpose[],
): Promise<MailedTokenRow | null> {
  const [row] = await tx.delete(mailedToken).where(good(token, purposes)).returning();
  return row ?? null;
}

export async function withdrawTokens(
  tx: Tx,
  accountId: string,
  purposes: readonly TokenPurpose[],
): Promise<void> {
  await tx.execute(sql`delete from mailed_token where expires_at < house_now() - interval '1 day'`);
  await tx
    .delete(mailedToken)
    .where(and(eq(mailedToken.accountId, accountId), inArray(mailedToken.purpose, [...purposes])));
}

/** Whether one was issued within the last minutes: nobody's mailbox is filled by pressing a button. */
export async function isJustIssued(tx: Tx, accountId: string, purpose: TokenPurpose): Promise<boolean> {
  const [row] = await tx
    .select({ hash: mailedToken.hash })
    .from(mailedToken)
    .where(
      and(
        eq(mailedToken.accountId, accountId),
        eq(mailedToken.purpose, purpose),
        sql`${mailedToken.createdAt} > house_now() - interval '5 minutes'`,
      ),
    );
  return row !== undefined;
}

/** For the page behind a link: whether pressing its button would do anything. */
export async function isGoodLink(token: string, purposes: readonly TokenPurpose[]): Promise<boolean> {
  if (!tokenShape.safeParse(token).success) return false;
  return (await goodToken(database(), token, purposes)) !== null;
}
