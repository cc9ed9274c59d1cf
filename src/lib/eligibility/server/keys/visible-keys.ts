import { desc, eq, or, sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { personName, unitsByPath } from '#lib/membership/server/index.ts';
import { type Actor, pathsWithPower } from '#lib/platform/actor.ts';
import { database, type Reader } from '#lib/platform/server/database.server.ts';
import { mayWorkOutKey } from '../../powers.ts';
import { delegateKey as keyShape, type DelegateKey } from '../../seats/delegate-key.ts';
import { type Distribution, distribute } from '../../seats/distribution.ts';
import { settle } from '../../seats/lot.ts';
import { delegateKey, delegateKeyLot } from '../tables.ts';

/** Most keys a page shows. */
const SHOWN = 100;

export interface KeyLot {
  readonly winners: readonly number[];
  readonly account: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

/** A key with everything that stands on its page and in its file. */
export interface VisibleKey extends Omit<typeof delegateKey.$inferSelect, 'madeBy'> {
  readonly unitName: string;
  readonly madeBy: string;
  readonly key: DelegateKey;
  readonly distribution: Distribution;
  readonly lot: KeyLot | null;
}

/** Keys of the units the actor arranges congresses for, newest first. */
export async function visibleKeys(actor: Actor) {
  const reader = database();
  const paths = pathsWithPower(actor, 'units.write');
  const { id, title, unitPath, cutOff, seats, madeAt } = delegateKey;
  const rows = await reader
    .select({ id, title, unitPath, cutOff, seats, madeAt })
    .from(delegateKey)
    .where(belowAny(paths))
    .orderBy(desc(madeAt), desc(id))
    .limit(SHOWN);
  const names = await unitNames(
    reader,
    rows.map((row) => row.unitPath),
  );
  return rows.map((row) => ({ ...row, unitName: names.get(row.unitPath) ?? '' }));
}

export const keyPage = (actor: Actor, keyId: string): Promise<VisibleKey | null> =>
  visibleKey(database(), actor, keyId);

/** One key, worked out again from what is kept; null for whoever has no say over the unit. */
export async function visibleKey(reader: Reader, actor: Actor, keyId: string): Promise<VisibleKey | null> {
  if (!z.uuid().safeParse(keyId).success) return null;
  const [row] = await reader
    .select()
    .from(delegateKey)
    .leftJoin(delegateKeyLot, eq(delegateKeyLot.keyId, delegateKey.id))
    .where(eq(delegateKey.id, keyId));
  if (!row || !mayWorkOutKey(actor, row.delegate_key.unitPath)) return null;
  const { delegate_key: kept, delegate_key_lot: drawn } = row;
  const { method, seats, baseMandates, units } = kept;
  const key = keyShape.parse({ method, seats, baseMandates, votes: units.map(({ votes }) => votes) });
  const people = await personName(reader, [kept.madeBy, ...(drawn ? [drawn.recordedBy] : [])]);
  const names = await unitNames(reader, [kept.unitPath]);
  return {
    ...kept,
    unitName: names.get(kept.unitPath) ?? '',
    madeBy: people.get(kept.madeBy) ?? '',
    key,
    distribution: decided(key, drawn?.winners ?? null),
    lot: drawn && { ...drawn, recordedBy: people.get(drawn.recordedBy) ?? '' },
  };
}

function decided(key: DelegateKey, winners: readonly number[] | null): Distribution {
  const open = distribute(key);
  if (!winners) return open;
  const settled = settle(key, open, winners);
  if (!settled.ok) throw new Error('The recorded lot does not belong to this key.');
  return settled.distribution;
}

async function unitNames(reader: Reader, paths: readonly string[]): Promise<Map<string, string>> {
  const units = await unitsByPath(reader, [...new Set(paths)]);
  return new Map(units.map(({ path, name }) => [path, name]));
}

function belowAny(paths: readonly string[]): SQL | undefined {
  if (paths.length === 0) return sql`false`;
  return or(...paths.map((path) => sql`${delegateKey.unitPath} like ${path + '%'}`));
}
