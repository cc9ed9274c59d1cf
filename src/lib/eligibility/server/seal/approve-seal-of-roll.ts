import type { Actor } from '#lib/platform/actor.ts';
import { type Outcome, refuse } from '#lib/platform/outcome.ts';
import type { ApproveSeal } from '../../roll.ts';
import { transactOnRoll } from '../refused-attempt.ts';
import { asRoll } from '../roll-role.ts';
import { rollById } from '../summaries.ts';
import { approveSeal } from './approve-seal.ts';
import { rollTree } from './roll-tree.ts';

/** The same from the page of the roll: refused when the lines are no longer those that were shown. */
export function approveSealOfRoll(
  actor: Actor,
  { rollId, hash }: ApproveSeal,
): Promise<Outcome<{ sealed: boolean }>> {
  return transactOnRoll(actor, rollId, async (tx) => {
    const outcome = await approveSeal(tx, actor, rollId);
    if (!outcome.ok) return outcome;
    const shown = await asRoll(tx, async () => {
      const found = await rollById(tx, rollId);
      return found && (found.hash ?? (await rollTree(tx, rollId, found.act)).commitment.hash);
    });
    return shown === hash ? outcome : refuse(409, 'roll-changed-meanwhile');
  });
}
