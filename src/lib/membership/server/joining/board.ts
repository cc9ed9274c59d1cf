import { eq, inArray } from 'drizzle-orm';
import { recipientsOf, type Recipient } from '#lib/accounts/server/index.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import type { Reader, Tx } from '#lib/platform/server/database.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { membershipOfficersOf } from '../offices/offices.ts';
import { application, unit } from '../tables.ts';
import { unitById } from '../units/units.ts';
import { mailBoard } from './letters.ts';

/** Who decides on applications to this unit: the officers nearest above it; none if there are none. */
export async function competentOfficers(reader: Reader, unitId: string): Promise<Recipient[]> {
  return recipientsOf(reader, await membershipOfficersOf(reader, unitId, await houseNow(reader)));
}

export interface BoardCall {
  readonly applicationId: string;
  readonly unitId: string;
  readonly occasion: 'new' | 'reminder' | 'last-day';
}

/** One mail to each of the board; it says that something waits, and nothing about who applied. */
export async function callBoard(tx: Tx, { applicationId, unitId, occasion }: BoardCall): Promise<void> {
  const own = await unitById(tx, unitId);
  const [row] = await tx
    .select({ decideBy: application.decideBy })
    .from(application)
    .where(eq(application.id, applicationId));
  for (const officer of await competentOfficers(tx, unitId)) {
    const call = { applicationId, occasion, unitId, unit: own?.name ?? '', decideBy: row?.decideBy ?? null };
    await mailBoard(tx, officer, call);
  }
}

/** Lists of applications are looked at by the officers of each unit and of all above it. */
export async function ringBoards(tx: Tx, unitIds: readonly string[]): Promise<void> {
  const rows = await tx
    .select({ path: unit.path })
    .from(unit)
    .where(inArray(unit.id, [...unitIds]));
  const numbers = new Set(rows.flatMap(({ path }) => path.split('/').filter((part) => part !== '')));
  for (const number of numbers) await ringChanged(tx, { kind: 'applications', id: number });
}
