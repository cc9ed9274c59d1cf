import { asc, desc, eq, sql } from 'drizzle-orm';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { applicationConsent, consentText } from '../../tables.ts';

export interface Consent {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly text: { readonly de: string; readonly en: string };
}

const columns = {
  id: consentText.id,
  key: consentText.key,
  version: consentText.version,
  de: consentText.textDe,
  en: consentText.textEn,
};

const asConsent = ({ de, en, ...rest }: { de: string; en: string } & Omit<Consent, 'text'>): Consent => ({
  ...rest,
  text: { de, en },
});

/** What is to be agreed to now: of each text the newest version that holds already. */
export async function consentsNow(reader: Reader): Promise<Consent[]> {
  const rows = await reader
    .selectDistinctOn([consentText.key], columns)
    .from(consentText)
    .where(sql`${consentText.validFrom} <= house_now()`)
    .orderBy(asc(consentText.key), desc(consentText.version));
  return rows.map(asConsent);
}

/** What an applicant agreed to, in the wording of that day. */
export async function consentsOf(reader: Reader, applicationId: string): Promise<Consent[]> {
  const rows = await reader
    .select(columns)
    .from(applicationConsent)
    .innerJoin(consentText, eq(consentText.id, applicationConsent.consentTextId))
    .where(eq(applicationConsent.applicationId, applicationId))
    .orderBy(asc(consentText.key));
  return rows.map(asConsent);
}
