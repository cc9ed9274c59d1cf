import { count, eq } from 'drizzle-orm';
import type { Reader } from '#lib/platform/server/database.server.ts';
import type { SecondFactors } from '../../second-factor.ts';
import type { AccountRow } from '../accounts.ts';
import { passkey, recoveryCode } from '../tables.ts';

export async function secondFactorsOf(
  reader: Reader,
  account: Pick<AccountRow, 'id' | 'totpSecret'>,
): Promise<SecondFactors> {
  const [keys] = await reader.select({ n: count() }).from(passkey).where(eq(passkey.accountId, account.id));
  const [codes] = await reader
    .select({ n: count() })
    .from(recoveryCode)
    .where(eq(recoveryCode.accountId, account.id));
  return { totp: account.totpSecret !== null, passkeys: keys?.n ?? 0, recoveryCodes: codes?.n ?? 0 };
}
