import type { Actor } from '#lib/platform/actor.ts';
import type { Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { log } from '#lib/platform/server/log.server.ts';
import { ELIGIBILITY_FACTS } from '../facts.ts';
import { rollRef } from '../roll.ts';

/** Refusals that leave an entry on the evidence log: somebody reached for a sealed roll, or for the seal alone. */
const GRAVE: ReadonlySet<string> = new Set([
  'roll-sealed',
  'same-person-twice',
  'may-not-seal',
  'may-not-manage-roll',
  'own-line',
  'own-objection',
]);

/** Runs a command on a roll; what it refuses for a grave reason stays on the evidence log and rings the alarm. */
export async function transactOnRoll<T>(
  actor: Actor,
  rollId: string,
  work: (tx: Tx) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const outcome = await transact(work);
  if (!outcome.ok) await keepRefusedAttempt(actor, rollId, outcome.code);
  return outcome;
}

/** For callers of `approveSeal` and `recomputeRoll` who hold the transaction: after it was rolled back. */
export async function keepRefusedAttempt(actor: Actor, rollId: string, code: string): Promise<void> {
  if (!GRAVE.has(code)) return;
  log.warn({ event: 'roll-attempt-refused', code });
  await transact(async (tx) => {
    const subject = rollRef(rollId);
    await recordEvidence(tx, actor, { code, subject });
    await recordFact(tx, actor, { kind: ELIGIBILITY_FACTS.attemptRefused, subject, detail: { code } });
  });
}
