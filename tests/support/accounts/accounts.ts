import { eq } from 'drizzle-orm';
import '#wiring/actor.ts';
import { TOTP, Secret } from 'otpauth';
import { hashPassword } from '#lib/accounts/server/sign-in/password-hash.ts';
import { storedSecret } from '#lib/accounts/server/second-factor/totp.ts';
import { account } from '#lib/accounts/server/tables.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { mail } from '#lib/platform/server/tables.ts';
import { makePerson, type PersonWish } from '../people.ts';

export const PASSWORD = 'vier Igel im Nebel';
export const TOTP_SECRET = new Secret({ size: 20 }).base32;

export interface AccountWish extends PersonWish {
  readonly password?: string | null;
  readonly totp?: boolean;
}

export interface MadeAccount {
  readonly id: string;
  readonly personId: string;
  readonly email: string;
}

let hashed: Promise<string> | undefined;
let made = 0;

/** A person who can sign in with `PASSWORD`. */
export async function makeAccount(wish: AccountWish = {}): Promise<MadeAccount> {
  const { password = PASSWORD, totp = false, ...person } = wish;
  const personId = await makePerson(person);
  hashed ??= hashPassword(PASSWORD);
  const passwordHash =
    password === null ? null : password === PASSWORD ? await hashed : await hashPassword(password);
  made += 1;
  const email = `Konto${made}@example.org`;
  return transact(async (tx) => {
    const totpSecret = totp ? storedSecret(TOTP_SECRET) : null;
    const [row] = await tx
      .insert(account)
      .values({ personId, email, passwordHash, totpSecret })
      .returning({ id: account.id });
    if (!row) throw new Error('No account.');
    return { id: row.id, personId, email };
  });
}

/** What the authenticator app shows, `ahead` steps from now. */
export function codeNow(ahead = 0, base32 = TOTP_SECRET): string {
  const totp = new TOTP({ secret: Secret.fromBase32(base32), algorithm: 'SHA1', digits: 6, period: 30 });
  return totp.generate({ timestamp: Date.now() + ahead * 30_000 });
}

/** Mails written to this address, oldest first. */
export async function mailsTo(recipient: string): Promise<{ subject: string; body: string }[]> {
  return database()
    .select({ subject: mail.subject, body: mail.body })
    .from(mail)
    .where(eq(mail.recipient, recipient))
    .orderBy(mail.createdAt);
}

/** The token in the newest mail to this address. */
export async function tokenMailedTo(recipient: string): Promise<string> {
  const bodies = (await mailsTo(recipient)).map((one) => one.body).reverse();
  const token = bodies.map((body) => /\?token=([^\s]+)/.exec(body)?.[1]).find(Boolean);
  if (!token) throw new Error('No token was mailed.');
  return token;
}
