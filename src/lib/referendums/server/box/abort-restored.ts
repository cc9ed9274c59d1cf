import { eq } from 'drizzle-orm';
import { formatEntry } from '#crypto';
import { releaseRoll } from '#lib/eligibility/server/index.ts';
import { system } from '#lib/platform/actor.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { appendEntry } from '#lib/record/server/index.ts';
import { lockEvenRestored, moveState, standing } from '../loading.ts';
import { referendumsInStates } from '../referendums.ts';
import { cardKey, referendum } from '../tables.ts';

const house = system('restore-watch');
const REASON =
  'Die Datenbank wurde aus einer Sicherung wiederhergestellt. Karten und Stimmen, die danach kamen, fehlen darin; ' +
  'der Entscheid wird deshalb unter neuer Kennung mit neuen Karten wiederholt.';

/**
 * Ends every referendum whose cards or ballots a restored database may have lost: after a restore none goes on between
 * `ready` and `closed`. Resolves to how many were ended.
 */
export async function abortRestored(): Promise<number> {
  const rows = await referendumsInStates(database(), ['ready', 'open']);
  for (const { uuid } of rows) await abortOne(uuid);
  return rows.length;
}

async function abortOne(uuid: string): Promise<void> {
  await transact(async (tx) => {
    await lockEvenRestored(tx, uuid);
    const found = await standing(tx, uuid);
    if (found?.row.state !== 'ready' && found?.row.state !== 'open') return;
    const subject = { kind: 'referendum', id: uuid };
    await tx.update(referendum).set({ endReason: REASON }).where(eq(referendum.uuid, uuid));
    await tx.update(cardKey).set({ privateSealed: null }).where(eq(cardKey.uuid, uuid));
    const by = ['Stimmhaus (Wächter über die Datenbank)', 'Stimmhaus (Urne)'] as [string, string];
    await appendEntry(tx, uuid, formatEntry({ type: 'abort', uuid, reason: REASON, by }));
    await moveState(tx, found.row, 'aborted');
    if (found.row.rollId) await releaseRoll(tx, found.row.rollId);
    await recordEvidence(tx, house, { code: 'aborted-after-restore', subject, reason: REASON });
    await recordFact(tx, house, { kind: 'referendums.referendum-aborted', subject });
    await ringChanged(tx, subject);
  });
}
