import { eq } from 'drizzle-orm';
import { parseEntry, type CloseEntry } from '#crypto';
import { personName } from '#lib/membership/server/index.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { entriesOf } from '#lib/record/server/index.ts';
import type { ResultView } from '../../member-view.ts';
import { readCounts, resultsOf } from '../../result.ts';
import { countRecorded } from '../box/close-referendum.ts';
import type { ReferendumRow } from '../loading.ts';
import { approvalsOf, frozenOf } from '../referendums.ts';
import { referendumResult } from '../tables.ts';

/** The close entry as it stands on the record; null before the close. */
export async function closeEntryOf(
  tx: Tx,
  row: Pick<ReferendumRow, 'uuid' | 'closingSize'>,
): Promise<CloseEntry | null> {
  if (row.closingSize === null) return null;
  const [stored] = await entriesOf(tx, row.uuid, { from: row.closingSize - 1, limit: 1 });
  const entry = stored ? parseEntry(stored.line) : null;
  return entry?.type === 'close' ? entry : null;
}

/** What came out, with its working; null before the count. */
export async function resultViewOf(tx: Tx, row: ReferendumRow): Promise<ResultView | null> {
  const [counted] = await tx.select().from(referendumResult).where(eq(referendumResult.uuid, row.uuid));
  const frozen = await frozenOf(tx, row.uuid);
  if (!counted || !frozen) return null;
  const ballots = await countRecorded(tx, row.uuid);
  const close = await closeEntryOf(tx, row);
  const turnout = { ballots, entitled: frozen.rollSize };
  const { questions } = row.asked;
  const counts = readCounts(counted.result);
  return {
    ...turnout,
    questions: resultsOf({ questions, counts, decision: row.decision, turnout }),
    draws: close?.draws.length ?? 0,
    confirmation: await confirmationOf(tx, row),
  };
}

async function confirmationOf(tx: Tx, row: ReferendumRow): Promise<ResultView['confirmation']> {
  const act = row.state === 'unconfirmed' ? 'refuse' : 'confirm';
  const given = (await approvalsOf(tx, row.uuid)).filter((approval) => approval.act === act).slice(0, 2);
  if (given.length < 2) return null;
  const ids = given.map((approval) => approval.personId);
  const names = await personName(tx, ids);
  const reason = [...new Set(given.map((approval) => approval.reason).filter(Boolean))].join('\n\n');
  return { isConfirmed: act === 'confirm', reason, by: ids.map((id) => names.get(id) ?? '–') };
}
