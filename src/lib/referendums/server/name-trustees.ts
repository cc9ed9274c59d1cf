import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { personName } from '#lib/membership/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordEvidence } from '#lib/platform/server/facts.server.ts';
import { mayOversee } from '../powers.ts';
import { referendumUuid } from '../referendum.ts';
import { isRefusal, loadFor } from './loading.ts';
import { referendum, trustee } from './tables.ts';

export const trusteeNaming = z
  .object({
    uuid: referendumUuid,
    threshold: z.coerce.number().int().min(2, 'threshold-too-small').max(15),
    trustees: z
      .array(z.object({ personId: z.uuid(), body: z.string().trim().min(2, 'body-missing').max(120) }))
      .min(2, 'trustees-missing')
      .max(15, 'too-many-trustees'),
  })
  .refine((n) => n.threshold <= n.trustees.length, { error: 'threshold-too-large', path: ['threshold'] })
  .refine((n) => new Set(n.trustees.map((t) => t.personId)).size === n.trustees.length, {
    error: 'trustees-repeat',
    path: ['trustees'],
  })
  .refine((n) => new Set(n.trustees.map((t) => t.body.toLowerCase())).size === n.trustees.length, {
    error: 'bodies-repeat',
    path: ['trustees'],
  });

/** Names who holds the key, n people of different bodies; possible until the roll is sealed. */
export async function nameTrustees(
  actor: Actor,
  input: z.output<typeof trusteeNaming>,
): Promise<Outcome<{ uuid: string }>> {
  return transact(async (tx) => {
    const row = await loadFor(tx, actor, { uuid: input.uuid, may: mayOversee });
    if (isRefusal(row)) return row;
    if (row.state !== 'draft' && row.state !== 'inspection') return refuse(409, 'keys-already-begun');
    const people = input.trustees.map((named) => named.personId);
    if ((await personName(tx, people)).size !== people.length) return refuse(422, 'person-unknown');
    await tx.delete(trustee).where(eq(trustee.uuid, row.uuid));
    await tx
      .insert(trustee)
      .values(input.trustees.map((named, i) => ({ ...named, uuid: row.uuid, index: i + 1 })));
    await tx.update(referendum).set({ threshold: input.threshold }).where(eq(referendum.uuid, row.uuid));
    await recordEvidence(tx, actor, {
      code: 'trustees-named',
      subject: { kind: 'referendum', id: row.uuid },
      reason: `${input.threshold} of ${people.length}`,
    });
    return done({ uuid: row.uuid });
  });
}
