import { system } from '#lib/platform/actor.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ELIGIBILITY_FACTS } from '../facts.ts';
import { rollRef } from '../roll.ts';
import { asRoll } from './roll-role.ts';
import { rollRelease } from './tables.ts';

/** The act says that it is over: addresses frozen for it are free again. A second call changes nothing. */
export async function releaseRoll(tx: Tx, rollId: string): Promise<void> {
  const released = await asRoll(tx, () =>
    tx.insert(rollRelease).values({ rollId }).onConflictDoNothing().returning(),
  );
  if (released.length === 0) return;
  const kind = ELIGIBILITY_FACTS.rollReleased;
  await recordFact(tx, system('act-finished'), { kind, subject: rollRef(rollId) });
}
