import { and, eq, isNull, sql } from 'drizzle-orm';
import nodemailer, { type Transporter } from 'nodemailer';
import { z } from 'zod';
import { config, isPlayground } from '../config.server.ts';
import { transact, type Tx } from '../database.server.ts';
import { enqueueTimed, type JobDefinition } from './jobs.server.ts';
import { mail, mailboxMessage } from '../tables.ts';

const oneLine = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\r\n\0]*$/);

const draft = z.object({
  /** The same cause gives the same text here, and one mail. */
  dedupe: oneLine(200),
  recipient: z.email().max(254),
  subject: oneLine(200),
  body: z.string().max(200_000),
});

/** About three days, as long as mail servers themselves keep trying. */
const RETRIES = 450;
/** A server that hangs must not hold a worker and a row for long. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

export type MailDraft = z.infer<typeof draft>;

/** Writes the mail in the caller's transaction; it leaves after commit. A second one with the same `dedupe` is none. */
export async function sendMail(tx: Tx, given: MailDraft): Promise<void> {
  const values = draft.parse(given);
  const rows = await tx.insert(mail).values(values).onConflictDoNothing().returning({ id: mail.id });
  const row = rows[0];
  if (row) await enqueueTimed(tx, { job: 'send-mail', payload: { mailId: row.id }, retries: RETRIES });
}

/** What was written to this address and has not left yet never does; the job that would have sent it finds nothing. */
export async function recallMails(tx: Tx, recipient: string): Promise<void> {
  await tx
    .delete(mail)
    .where(and(sql`lower(${mail.recipient}) = ${recipient.toLowerCase()}`, isNull(mail.sentAt)));
}

const payload = z.object({ mailId: z.uuid() });

export const mailJobs: JobDefinition[] = [{ name: 'send-mail', schema: payload, run: deliver }];

/** Locks the row while it hands the mail over, so that a duplicate job waits and then finds it sent. */
async function deliver({ mailId }: z.infer<typeof payload>): Promise<void> {
  await transact(async (tx) => {
    const [row] = await tx.select().from(mail).where(eq(mail.id, mailId)).for('update');
    if (!row || row.sentAt) return;
    if (config().SMTP_URL) await overSmtp(row);
    else if (isPlayground()) await intoMailbox(tx, row);
    else throw new Error('SMTP_URL is not set, mail waits.');
    await tx
      .update(mail)
      .set({ sentAt: sql`house_now()` })
      .where(eq(mail.id, mailId));
  });
}

let transport: Transporter | undefined;

async function overSmtp(row: typeof mail.$inferSelect): Promise<void> {
  transport ??= nodemailer.createTransport({
    url: config().SMTP_URL ?? '',
    ...PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  await transport.sendMail({
    from: config().MAIL_FROM,
    to: { name: '', address: row.recipient },
    subject: row.subject,
    text: row.body,
    messageId: `<${row.id}@stimmhaus>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
}

async function intoMailbox(tx: Tx, row: typeof mail.$inferSelect): Promise<void> {
  const { id, recipient, subject, body } = row;
  await tx.insert(mailboxMessage).values({ id, recipient, subject, body }).onConflictDoNothing();
}
