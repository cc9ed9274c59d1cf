import { asc, eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { personName } from '#lib/membership/server/index.ts';
import { mayReadWholeRoll, maySealRoll } from '../../powers.ts';
import { obstacleToSeal, type SealObstacle } from '../../roll.ts';
import { asRoll } from '../roll-role.ts';
import { rollTree } from '../seal/roll-tree.ts';
import { rollApproval } from '../tables.ts';
import { visibleRoll, type VisibleRoll } from './visible-rolls.ts';

export interface SealPreview {
  readonly roll: VisibleRoll;
  readonly obstacle: SealObstacle | null;
  /** Over the lines as they are now; what two people approve. */
  readonly hash: string;
  readonly approvals: readonly { readonly personId: string; readonly name: string; readonly at: Date }[];
  readonly maySeal: boolean;
  readonly hasApproved: boolean;
}

/** What somebody must see before they seal: counts, hash, who has approved, what still stands in the way. */
export async function sealPreview(reader: Reader, actor: Actor, rollId: string): Promise<SealPreview | null> {
  const roll = await visibleRoll(reader, actor, rollId);
  if (!roll || !mayReadWholeRoll(actor, roll.unitPath)) return null;
  const { hash, rows } = await asRoll(reader, async (tx) => ({
    hash: roll.hash ?? (await rollTree(tx, rollId, roll.act)).commitment.hash,
    rows: await tx
      .select({ personId: rollApproval.personId, hash: rollApproval.hash, at: rollApproval.approvedAt })
      .from(rollApproval)
      .where(eq(rollApproval.rollId, rollId))
      .orderBy(asc(rollApproval.approvedAt)),
  }));
  const valid = rows.filter((row) => row.hash === hash);
  const names = await personName(
    reader,
    valid.map((row) => row.personId),
  );
  const approvals = valid.map(({ personId, at }) => ({ personId, at, name: names.get(personId) ?? '' }));
  return {
    roll,
    hash,
    approvals,
    obstacle: obstacleToSeal(roll, await houseNow(reader)),
    maySeal: maySealRoll(actor, roll.unitPath),
    hasApproved: actor.kind === 'person' && valid.some((row) => row.personId === actor.personId),
  };
}
