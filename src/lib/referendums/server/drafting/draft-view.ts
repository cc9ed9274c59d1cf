import { eq } from 'drizzle-orm';
import { conditionsOf, type Rule } from '#lib/eligibility/rule.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import type { RulePreset } from '../../draft-forms.ts';
import type { DraftView } from '../../office-view.ts';
import { mayCommit, mayWrite } from '../../powers.ts';
import { referendumUuid } from '../../referendum.ts';
import { referendum } from '../tables.ts';
import { frameViewOf } from '../views/frame-view.ts';

/** A draft as its writer sees it; null for everybody else and for what is no draft any more. */
export async function draftView(actor: Actor, uuid: string): Promise<DraftView | null> {
  if (!referendumUuid.safeParse(uuid).success) return null;
  return transact(async (tx) => {
    const [row] = await tx.select().from(referendum).where(eq(referendum.uuid, uuid));
    if (!row || !mayWrite(actor, row)) return null;
    const frame = await frameViewOf(tx, row);
    return {
      ...frame,
      preset: presetOf(frame.rule),
      isWhole: row.unitPath === '/1/',
      configuration: row.configuration,
      mayCommit: mayCommit(actor, row),
    };
  });
}

/** Which rule set a stored rule came from. */
function presetOf(rule: Rule): RulePreset {
  const kinds = conditionsOf(rule).map((condition) => condition.kind);
  if (kinds.includes('office')) return 'delegates';
  return kinds.includes('member-since') ? 'branch' : 'members';
}
