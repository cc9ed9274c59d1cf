import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { openMembership } from '../people/reach.ts';
import { residence, unit } from '../tables.ts';
import { unitById } from '../units/units.ts';
import { beginTransfer, hasOpenTransfer } from './begin-transfer.ts';

export interface NewHome {
  readonly personId: string;
  readonly ags: string | null;
  readonly country: string;
  readonly since: string;
}

/**
 * Where the new home lies in the district of exactly one other Kreis, the house proposes to belong there from the day
 * of notice. It decides nothing: both boards are asked, and the member may withdraw.
 */
export async function proposeTransfer(
  tx: Tx,
  actor: Actor,
  { home, today }: { readonly home: NewHome; readonly today: string },
): Promise<void> {
  if (home.ags === null || home.country !== 'DE' || (await isOutdated(tx, home))) return;
  const open = await openMembership(tx, home.personId);
  const present = open && (await unitById(tx, open.unitId));
  if (!present || (await hasOpenTransfer(tx, home.personId))) return;
  const isThere = and(eq(unit.kind, 'kreis'), eq(unit.ags, home.ags));
  const [there, another] = await tx.select({ id: unit.id, path: unit.path }).from(unit).where(isThere);
  if (!there || another || present.path.startsWith(there.path)) return;
  const units = { fromUnitId: present.id, toUnitId: there.id };
  const wishedOn = home.since > today ? home.since : today;
  const given = { personId: home.personId, ...units, reason: 'residence', wishedOn } as const;
  await beginTransfer(tx, actor, { given, today });
}

async function isOutdated(tx: Tx, { personId, since }: NewHome): Promise<boolean> {
  const isNewer = and(
    eq(residence.personId, personId),
    isNull(residence.supersededAt),
    gt(residence.since, since),
  );
  const [row] = await tx.select({ id: residence.id }).from(residence).where(isNewer).limit(1);
  return row !== undefined;
}
