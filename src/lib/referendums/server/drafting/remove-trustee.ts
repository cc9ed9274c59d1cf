import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { recordEvidence } from '#lib/platform/server/facts.server.ts';
import type { trusteeRemoval } from '../../draft-forms.ts';
import { trusteesOf } from '../referendums.ts';
import { trustee } from '../tables.ts';
import { changeDraft } from './change-draft.ts';

/** Takes a trustee off the draft; those after move up, since their numbers have no gaps. */
export async function removeTrustee(
  actor: Actor,
  { uuid, index }: z.output<typeof trusteeRemoval>,
): Promise<Outcome<{ uuid: string }>> {
  return changeDraft(actor, uuid, async (tx) => {
    const named = await trusteesOf(tx, uuid);
    const gone = named.find((one) => one.index === index);
    if (!gone) return refuse(409, 'person-unknown');
    const left = named.filter((one) => one !== gone).map((one, i) => ({ ...one, index: i + 1 }));
    await tx.delete(trustee).where(eq(trustee.uuid, uuid));
    if (left.length > 0) await tx.insert(trustee).values(left);
    const subject = { kind: 'referendum', id: uuid };
    await recordEvidence(tx, actor, { code: 'trustee-removed', subject, reason: gone.personId });
    return done({});
  });
}
