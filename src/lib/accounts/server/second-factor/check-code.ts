import { and, eq } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { readCode } from '../../second-factor.ts';
import type { AccountRow } from '../accounts.ts';
import { digestOf } from '../secret/digest.ts';
import { account as accountTable, recoveryCode } from '../tables.ts';
import { readStoredSecret, stepOfCode } from './totp.ts';

/** What a code turned out to be; each code is used up by this. */
export type CheckedCode = 'totp' | 'recovery' | null;

/** The account's row must be locked by the caller, so that a code sent twice at once is taken once. */
export async function useCode(tx: Tx, account: AccountRow, typed: string): Promise<CheckedCode> {
  const code = readCode(typed);
  if (code?.kind === 'totp') return (await useTotp(tx, account, code.code)) ? 'totp' : null;
  if (code?.kind === 'recovery') return (await useRecoveryCode(tx, account, code.code)) ? 'recovery' : null;
  return null;
}

async function useTotp(tx: Tx, account: AccountRow, code: string): Promise<boolean> {
  if (!account.totpSecret) return false;
  // The phone's clock, not the house's: it cannot follow when the demo's clock is moved.
  const now = new Date();
  const lastStep = account.totpLastStep;
  const step = stepOfCode(readStoredSecret(account.totpSecret), code, { lastStep, now });
  if (step === null) return false;
  await tx.update(accountTable).set({ totpLastStep: step }).where(eq(accountTable.id, account.id));
  return true;
}

/** The account's id is hashed along, so that equal hashes never tell of equal codes. */
export function recoveryCodeDigest(accountId: string, code: string): string {
  return digestOf(`${accountId} ${code}`);
}

async function useRecoveryCode(tx: Tx, account: AccountRow, code: string): Promise<boolean> {
  const hash = recoveryCodeDigest(account.id, code);
  const used = await tx
    .delete(recoveryCode)
    .where(and(eq(recoveryCode.accountId, account.id), eq(recoveryCode.hash, hash)))
    .returning({ hash: recoveryCode.hash });
  return used.length === 1;
}
