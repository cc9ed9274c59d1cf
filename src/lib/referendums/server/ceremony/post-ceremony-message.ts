import { and, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import {
  acceptMessage,
  LAST_ROUND,
  parseMessage,
  readCeremony,
  Refused,
  type CeremonyFault,
  type Transcript,
} from '#crypto';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { referendumUuid } from '../../referendum.ts';
import type { CeremonyBoard } from '../../trustee-desk.ts';
import { isRefusal } from '../loading.ts';
import { ceremonyMessage } from '../tables.ts';
import { beginAnew } from './begin-anew.ts';
import { boardOf, scopeOf, seatOf } from './board.ts';

export const ceremonyPosting = z.object({
  uuid: referendumUuid,
  message: z.string().min(2).max(200_000, 'field-too-long'),
});

export interface CeremonyProgress {
  /** From 1; one more than the last when everything was said. */
  readonly round: number;
  readonly fault: CeremonyFault | null;
}

/**
 * Publishes a trustee's next message of the key ceremony after checking it completely. The same message again changes
 * nothing. A message that shows a bad share ends the attempt: its maker is named on the record and all begin anew.
 */
export async function postCeremonyMessage(
  actor: Actor,
  input: z.output<typeof ceremonyPosting>,
): Promise<Outcome<CeremonyProgress>> {
  return transact(async (tx) => {
    const seat = await seatOf(tx, actor, input.uuid);
    if (isRefusal(seat)) return seat;
    if (seat.row.state !== 'keys') return refuse(409, 'ceremony-not-open');
    const board = await boardOf(tx, seat.row);
    const transcript = await readCeremony(scopeOf(seat.row, board.size), board.messages);
    if (board.messages.includes(input.message)) return done(progressOf(transcript));
    if (await wasSaidBefore(tx, board, input.message)) return refuse(409, 'message-of-earlier-attempt');
    try {
      if (parseMessage(input.message).index !== seat.index) return refuse(403, 'message-of-other-trustee');
      await acceptMessage(transcript, input.message);
    } catch (error) {
      if (error instanceof Refused) return refuse(422, error.code);
      throw error;
    }
    await publish(tx, board, { index: seat.index, body: input.message });
    if (transcript.fault)
      await beginAnew(tx, actor, {
        row: seat.row,
        reason: reasonOf(transcript.fault),
        evidence: input.message,
      });
    await ringChanged(tx, { kind: 'referendum', id: input.uuid });
    return done(progressOf(transcript));
  });
}

function progressOf(transcript: Transcript): CeremonyProgress {
  return { round: Math.min(transcript.round, LAST_ROUND + 1), fault: transcript.fault ?? null };
}

/** A failed attempt showed a share of its maker's polynomial: whoever begins anew needs a new seed. */
async function wasSaidBefore(tx: Tx, { uuid, attempt }: CeremonyBoard, message: string): Promise<boolean> {
  const rows = await tx
    .select({ position: ceremonyMessage.position })
    .from(ceremonyMessage)
    .where(
      and(
        eq(ceremonyMessage.uuid, uuid),
        lt(ceremonyMessage.attempt, attempt),
        eq(ceremonyMessage.body, message),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

async function publish(tx: Tx, board: CeremonyBoard, said: { index: number; body: string }): Promise<void> {
  const { uuid, attempt, messages } = board;
  await tx.insert(ceremonyMessage).values({ uuid, attempt, position: messages.length + 1, ...said });
}

function reasonOf({ code, by, complainer }: CeremonyFault): string {
  return `${code}: trustee ${by}, shown by trustee ${complainer}`;
}
