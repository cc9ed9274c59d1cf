import type { z } from 'zod';
import { personName } from '#lib/membership/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { recordEvidence } from '#lib/platform/server/facts.server.ts';
import type { trusteeAddition } from '../../draft-forms.ts';
import { trusteesOf } from '../referendums.ts';
import { trustee } from '../tables.ts';
import { changeDraft } from './change-draft.ts';

const MOST_TRUSTEES = 15;

/** Names one more person who will hold a share of the key, sent by a body that has none there yet. */
export async function addTrustee(
  actor: Actor,
  { uuid, personId, body }: z.output<typeof trusteeAddition>,
): Promise<Outcome<{ uuid: string }>> {
  return changeDraft(actor, uuid, async (tx) => {
    const named = await trusteesOf(tx, uuid);
    if (named.length >= MOST_TRUSTEES) return refuse(409, 'too-many-trustees');
    if (named.some((one) => one.personId === personId)) return refuse(409, 'trustees-repeat');
    if (named.some((one) => one.body.toLowerCase() === body.toLowerCase())) {
      return refuse(409, 'bodies-repeat', { fields: { body: 'bodies-repeat' } });
    }
    if (!(await personName(tx, [personId])).has(personId)) return refuse(422, 'person-unknown');
    await tx.insert(trustee).values({ uuid, personId, body, index: named.length + 1 });
    const subject = { kind: 'referendum', id: uuid };
    await recordEvidence(tx, actor, { code: 'trustee-added', subject, reason: personId });
    return done({});
  });
}
