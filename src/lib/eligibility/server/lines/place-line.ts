import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { randomBelow } from '../../roll-number.ts';
import { rollLine } from '../tables.ts';
import { insertLine, type LineDraft } from './write-lines.ts';

/**
 * Writes one line that was decided or asked anew, over the person's line if there is one. Whoever becomes entitled gets
 * a number at random, as if it had been there from the start: any place from 1 to the new size, and whoever stood there
 * takes the last. Nobody loses a number here; only computing the whole roll again does that. Runs as the roll's
 * role, the roll locked.
 */
export async function placeLine(tx: Tx, rollId: string, line: LineDraft): Promise<void> {
  const own = and(eq(rollLine.rollId, rollId), eq(rollLine.personId, line.personId));
  const [before] = await tx.select({ number: rollLine.number }).from(rollLine).where(own);
  if (before && before.number !== null) return;
  const number = line.verdict === 'yes' ? await freePlace(tx, rollId) : null;
  if (!before) return insertLine(tx, rollId, { line, number });
  const { personId: _person, ...written } = line;
  await tx
    .update(rollLine)
    .set({ ...written, number })
    .where(own);
}

async function freePlace(tx: Tx, rollId: string): Promise<number> {
  const [row] = await tx.execute<{ entitled: number }>(
    sql`select count(number)::int as entitled from roll_line where roll_id = ${rollId}`,
  );
  const last = (row?.entitled ?? 0) + 1;
  const place = randomBelow(last) + 1;
  await tx.execute(
    sql`update roll_line set number = ${last} where roll_id = ${rollId} and number = ${place}`,
  );
  return place;
}
