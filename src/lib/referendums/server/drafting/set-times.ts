import type { z } from 'zod';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { timesForm } from '../../draft-forms.ts';
import { changeDraft } from './change-draft.ts';

/** When the roll lies open, when voting begins and ends, how long objections are taken afterwards. */
export async function setTimes(
  actor: Actor,
  { uuid, objectionHours, ...times }: z.output<typeof timesForm>,
): Promise<Outcome<{ uuid: string }>> {
  return changeDraft(actor, uuid, async (tx, row) => {
    if (times.closesAt <= (await houseNow(tx))) {
      return refuse(422, 'form-not-valid', { fields: { closesAt: 'moment-passed' } });
    }
    return done({ ...times, configuration: { ...row.configuration, objectionHours } });
  });
}
