import { eq } from 'drizzle-orm';
import { randomBytes } from '#lib/platform/ids.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { groupedRecoveryCode, RECOVERY_CODES, recoveryCodeFrom } from '../../second-factor.ts';
import { recoveryCode } from '../tables.ts';
import { recoveryCodeDigest } from './check-code.ts';

/** Ten new codes, shown once; the old ones stop working. */
export async function writeRecoveryCodes(tx: Tx, accountId: string): Promise<string[]> {
  await tx.delete(recoveryCode).where(eq(recoveryCode.accountId, accountId));
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCodeFrom(randomBytes(16)));
  await tx
    .insert(recoveryCode)
    .values(codes.map((code) => ({ accountId, hash: recoveryCodeDigest(accountId, code) })));
  return codes.map(groupedRecoveryCode);
}
