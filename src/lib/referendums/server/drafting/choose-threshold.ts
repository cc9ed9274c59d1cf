import type { z } from 'zod';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import type { thresholdChoice } from '../../draft-forms.ts';
import { trusteesOf } from '../referendums.ts';
import { changeDraft } from './change-draft.ts';

/** How many trustees are needed for the count. */
export async function chooseThreshold(
  actor: Actor,
  { uuid, threshold }: z.output<typeof thresholdChoice>,
): Promise<Outcome<{ uuid: string }>> {
  return changeDraft(actor, uuid, async (tx) => {
    const named = await trusteesOf(tx, uuid);
    if (named.length >= 2 && threshold > named.length) {
      return refuse(422, 'form-not-valid', { fields: { threshold: 'threshold-too-large' } });
    }
    return done({ threshold });
  });
}
