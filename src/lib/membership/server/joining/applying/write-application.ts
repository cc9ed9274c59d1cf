import { sql } from 'drizzle-orm';
import { digestOf } from '#lib/accounts/server/index.ts';
import { base58Id } from '#lib/platform/ids.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { LINK_DAYS, type Apply } from '../../../joining/application.ts';
import { searchWords } from '../../../search.ts';
import type { Unit } from '../../../unit.ts';
import { applicant, application, applicationConsent } from '../../tables.ts';
import { districtOfHome } from './places.ts';

/** Names as the books of members fold them, so that two writings of one name meet. */
export function foldedName(name: { readonly givenName: string; readonly familyName: string }): string {
  return searchWords(`${name.familyName} ${name.givenName}`).join(' ');
}

/** Writes what was applied for; the token stands in the mailed link and nowhere else. */
export async function writeApplication(
  tx: Tx,
  given: Apply & { readonly locale: 'de' | 'en' },
  unit: Unit,
): Promise<{ readonly applicationId: string; readonly token: string }> {
  const token = base58Id();
  const [row] = await tx
    .insert(application)
    .values({
      unitId: unit.id,
      linkHash: digestOf(token),
      linkExpiresAt: sql`house_now() + make_interval(days => ${LINK_DAYS})`,
    })
    .returning({ id: application.id });
  const applicationId = (row as { id: string }).id;
  const { agreed, unitNumber: _, ...own } = given;
  await tx.insert(applicant).values({
    ...own,
    applicationId,
    foldedName: foldedName(given),
    ags: await districtOfHome(tx, given, unit),
  });
  if (agreed.length > 0) {
    await tx
      .insert(applicationConsent)
      .values(agreed.map((consentTextId) => ({ applicationId, consentTextId })));
  }
  return { applicationId, token };
}
