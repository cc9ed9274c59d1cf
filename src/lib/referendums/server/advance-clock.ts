import { z } from 'zod';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { isPlayground } from '#lib/platform/server/config.server.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { advanceClock as moveClock } from '#lib/platform/server/time/movable-clock.server.ts';
import { referendumUuid } from '../referendum.ts';
import { turnClockwork } from './clockwork.ts';
import { committing, isRefusal, loadFor, type ReferendumRow } from './loading.ts';
import { objectionsUntil } from './count/begin-count.ts';

export const clockAdvance = z.object({ uuid: referendumUuid });

/** Enough turns for opening, closing, objections and the beginning of the count in a row. */
const TURNS = 3;

/** Demo and tests only: moves the house's clock to what comes next for this referendum, and lets it happen. */
export async function advanceClock(
  actor: Actor,
  input: z.output<typeof clockAdvance>,
): Promise<Outcome<{ uuid: string }>> {
  if (!isPlayground()) return refuse(404, 'not-found');
  const moved = await transact(async (tx) => {
    const row = await loadFor(tx, actor, { uuid: input.uuid, may: committing });
    if (isRefusal(row)) return row;
    const to = nextMoment(row);
    if (!to) return refuse(409, 'nothing-to-await');
    await moveClock(tx, to);
    return done({ uuid: row.uuid });
  });
  if (!moved.ok) return moved;
  for (let i = 0; i < TURNS; i++) await turnClockwork();
  return moved;
}

function nextMoment(row: ReferendumRow): Date | null {
  if (row.state === 'inspection') return row.rollObjectionUntil;
  if (row.state === 'ready') return row.opensAt;
  if (row.state === 'open') return row.closesAt;
  return row.state === 'closed' || row.state === 'objection' ? objectionsUntil(row) : null;
}
