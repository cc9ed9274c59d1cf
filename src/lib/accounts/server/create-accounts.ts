import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { addressKey, type Locale } from '../account.ts';
import type { Persona } from '../persona.ts';
import { accountByAddress } from './accounts.ts';
import { addressObjection } from './address-guard.ts';
import { changeAddress } from './address/change-address.ts';
import { enqueueInvitations } from './send-invitations.ts';
import { account } from './tables.ts';

export interface NewAccount {
  readonly personId: string;
  readonly email: string;
  readonly locale: Locale;
}

/** For one person, with an activation mail; the caller has checked its own powers. */
export async function createAccountFor(tx: Tx, given: NewAccount): Promise<Outcome<{ accountId: string }>> {
  const { taken } = await createAccountsFor(tx, [given], { invite: true });
  if (taken.length > 0) return refuse(409, 'address-taken');
  const [row] = await tx.select({ id: account.id }).from(account).where(eq(account.personId, given.personId));
  return row ? done({ accountId: row.id }) : refuse(409, 'address-taken');
}

const BATCH = 2000;

/**
 * For a whole import. `taken` are people left without an account because their address signs in somebody else:
 * one address, one account, also in a family that shares a mailbox. Who has an account already keeps it.
 */
export async function createAccountsFor(
  tx: Tx,
  given: readonly NewAccount[],
  { invite }: { readonly invite: boolean },
): Promise<{ readonly taken: readonly string[] }> {
  const taken: string[] = [];
  for (let start = 0; start < given.length; start += BATCH) {
    const batch = given.slice(start, start + BATCH);
    await tx
      .insert(account)
      .values(batch.map((one) => ({ ...one, email: one.email.trim(), invitationDue: invite })))
      .onConflictDoNothing();
    taken.push(...(await withoutAccount(tx, batch)));
  }
  if (invite && given.length > 0) await enqueueInvitations(tx);
  return { taken };
}

async function withoutAccount(tx: Tx, batch: readonly NewAccount[]): Promise<string[]> {
  const ids = batch.map((one) => one.personId);
  const rows = await tx
    .select({ personId: account.personId })
    .from(account)
    .where(inArray(account.personId, ids));
  const having = new Set(rows.map((row) => row.personId));
  return ids.filter((id) => !having.has(id));
}

/** Mails the activation link to everyone of these who never used one. */
export async function inviteAccounts(tx: Tx, personIds: readonly string[]): Promise<void> {
  for (let start = 0; start < personIds.length; start += BATCH) {
    const ids = personIds.slice(start, start + BATCH);
    await tx
      .update(account)
      .set({ invitationDue: true })
      .where(and(inArray(account.personId, ids), isNull(account.passwordHash), isNull(account.persona)));
  }
  await enqueueInvitations(tx);
}

/** Somebody a visitor of the demo may enter as; no mail, no password. */
export async function createPersona(
  tx: Tx,
  given: NewAccount & { readonly persona: Persona },
): Promise<{ readonly accountId: string }> {
  const [row] = await tx
    .insert(account)
    .values(given)
    .onConflictDoUpdate({ target: account.personId, set: { persona: given.persona } })
    .returning({ id: account.id });
  if (!row) throw new Error('The persona was not written.');
  return { accountId: row.id };
}

export type ImportedAddress = 'unchanged' | 'changed' | 'kept' | 'taken';

/**
 * What an import may do to the sign-in address: correct it while nobody has ever signed in with it. Afterwards it
 * belongs to its owner (`kept`), or one file with a typo would hand the account to a stranger. A frozen address
 * refuses the row.
 */
export async function importAddress(
  tx: Tx,
  actor: Actor,
  { personId, email }: { readonly personId: string; readonly email: string },
): Promise<Outcome<ImportedAddress>> {
  const [row] = await tx.select().from(account).where(eq(account.personId, personId)).for('update');
  if (!row || row.closedAt) return done('unchanged');
  if (addressKey(row.email) === addressKey(email)) return done('unchanged');
  const objection = await addressObjection(tx, personId);
  if (objection) return objection;
  if (row.passwordHash !== null || row.persona !== null) return done('kept');
  const other = await accountByAddress(tx, email);
  if (other) return done('taken');
  const isChanged = await changeAddress(tx, actor, { account: row, email });
  return done(isChanged ? 'changed' : 'taken');
}
