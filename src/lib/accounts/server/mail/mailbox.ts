import { and, desc, eq, sql } from 'drizzle-orm';
import { isPlayground } from '#lib/platform/server/config.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { mailboxMessage } from '#lib/platform/server/tables.ts';

export type Message = typeof mailboxMessage.$inferSelect;

const SHOWN = 100;

/** What the house would have mailed: demo, development and tests only, null everywhere else. */
export async function mailbox(recipient: string): Promise<Omit<Message, 'body'>[] | null> {
  if (!isPlayground()) return null;
  const { id, subject, arrivedAt } = mailboxMessage;
  return database()
    .select({ id, recipient: mailboxMessage.recipient, subject, arrivedAt })
    .from(mailboxMessage)
    .where(recipient ? sql`lower(${mailboxMessage.recipient}) = ${recipient.toLowerCase()}` : undefined)
    .orderBy(desc(mailboxMessage.arrivedAt), desc(mailboxMessage.id))
    .limit(SHOWN);
}

export async function messageInMailbox(id: string): Promise<Message | null> {
  if (!isPlayground() || !/^[0-9a-f-]{36}$/.test(id)) return null;
  const [row] = await database()
    .select()
    .from(mailboxMessage)
    .where(and(eq(mailboxMessage.id, id)));
  return row ?? null;
}
