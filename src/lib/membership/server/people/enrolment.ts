import type { Tx } from '#lib/platform/server/database.server.ts';
import type { OfficeKind, OfficeManner } from '../../powers.ts';
import { duesStanding, membership, office, person, residence, suspension } from '../tables.ts';

export interface NewPerson {
  readonly givenName: string;
  readonly familyName: string;
  readonly number?: string | null;
  readonly bornOn?: string | null;
  readonly citizenships?: string[] | null;
  readonly gender?: 'female' | 'male' | 'diverse' | 'undisclosed' | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly locale?: 'de' | 'en';
  readonly residence?: {
    readonly since?: string;
    readonly street?: string | null;
    readonly postcode?: string | null;
    readonly town?: string | null;
    readonly country?: string;
    readonly ags?: string | null;
  } | null;
}

/** Residences whose beginning nobody recorded are held to have existed always. */
export const SINCE_EVER = '1900-01-01';

/** Writes a person with main residence; the caller has checked that it may. Resolves to the person id. */
export async function createPerson(
  tx: Tx,
  given: NewPerson,
  recordedBy: string | null = null,
): Promise<string> {
  const { residence: home, ...own } = given;
  const [row] = await tx.insert(person).values(own).returning({ id: person.id });
  const personId = (row as { id: string }).id;
  if (home) {
    await tx.insert(residence).values({ since: SINCE_EVER, ...home, personId, recordedBy });
  }
  return personId;
}

export interface NewMembership {
  readonly personId: string;
  readonly unitId: string;
  readonly joinedOn: string;
  readonly effectiveOn?: string | null;
  readonly endedOn?: string | null;
}

/** Begins a membership; resolves to its lineage, the id under which all its versions stand. */
export async function admitMember(
  tx: Tx,
  given: NewMembership,
  recordedBy: string | null = null,
): Promise<string> {
  const [row] = await tx
    .insert(membership)
    .values({ ...given, recordedBy })
    .returning({ lineage: membership.lineage });
  return (row as { lineage: string }).lineage;
}

export async function setDues(
  tx: Tx,
  given: {
    readonly personId: string;
    readonly standing: 'paid' | 'exempt' | 'in-arrears';
    readonly since: string;
  },
  recordedBy: string | null = null,
): Promise<void> {
  await tx.insert(duesStanding).values({ ...given, recordedBy });
}

export interface NewOffice {
  readonly personId: string;
  readonly unitId: string;
  readonly kind: OfficeKind;
  readonly fromOn: string;
  readonly toOn?: string | null;
  readonly manner?: OfficeManner;
  readonly becauseOf?: string | null;
}

/** Begins an office; resolves to its lineage, which is the `officeId` of held powers. */
export async function giveOffice(
  tx: Tx,
  given: NewOffice,
  recordedBy: string | null = null,
): Promise<string> {
  const [row] = await tx
    .insert(office)
    .values({ ...given, recordedBy })
    .returning({ lineage: office.lineage });
  return (row as { lineage: string }).lineage;
}

export async function suspendMember(
  tx: Tx,
  given: {
    readonly personId: string;
    readonly fromOn: string;
    readonly toOn?: string | null;
    readonly reason: string;
  },
  recordedBy: string | null = null,
): Promise<void> {
  await tx.insert(suspension).values({ ...given, recordedBy });
}
