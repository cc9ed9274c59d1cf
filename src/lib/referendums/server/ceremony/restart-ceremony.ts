import { z } from 'zod';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { referendumUuid } from '../../referendum.ts';
import { committing, isRefusal, loadFor, lockAlone } from '../loading.ts';
import { frozenOf } from '../referendums.ts';
import { beginAnew } from './begin-anew.ts';
import { boardOf } from './board.ts';

export const ceremonyRestart = z.object({
  uuid: referendumUuid,
  reason: z.string().trim().min(10, 'field-too-short').max(4000, 'field-too-long'),
});

/**
 * A trustee lost the key before all keys were confirmed: the committee lets everybody begin anew. One person may, for
 * nothing is decided yet and the reason stands on the record; once the election is frozen nobody may.
 */
export async function restartCeremony(
  actor: Actor,
  input: z.output<typeof ceremonyRestart>,
): Promise<Outcome<{ attempt: number }>> {
  return transact(async (tx) => {
    await lockAlone(tx, input.uuid);
    const row = await loadFor(tx, actor, { uuid: input.uuid, may: committing });
    if (isRefusal(row)) return row;
    if (row.state !== 'keys' || (await frozenOf(tx, row.uuid)) !== null)
      return refuse(409, 'ceremony-not-open');
    const { messages } = await boardOf(tx, row);
    if (messages.length === 0) return refuse(409, 'ceremony-not-begun');
    await beginAnew(tx, actor, { row, reason: input.reason });
    return done({ attempt: row.ceremonyAttempt + 1 });
  });
}
