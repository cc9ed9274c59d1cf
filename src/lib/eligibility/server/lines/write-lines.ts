import { sql } from 'drizzle-orm';
import { bytesToHex } from '../bytes.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { newRollSalt } from '#crypto';
import { shuffled } from '../../roll-number.ts';
import type { MemberAnswer } from './member-answers.ts';

/** Lines per statement. */
const BATCH = 2000;

export interface LineDraft extends MemberAnswer {
  readonly decidedBy?: string | null;
  readonly decisionReason?: string | null;
}

/**
 * Writes all lines of a roll in random order, numbers those entitled from 1 in another random order, each line with a
 * salt of its own. Runs as the roll's role.
 */
export async function writeLines(tx: Tx, rollId: string, drafts: readonly LineDraft[]): Promise<void> {
  const entitled = shuffled(drafts.filter((draft) => draft.verdict === 'yes'));
  const numbers = new Map(entitled.map((draft, index) => [draft.personId, index + 1]));
  const order = shuffled(drafts);
  for (let start = 0; start < order.length; start += BATCH) {
    const rows = order
      .slice(start, start + BATCH)
      .map((draft) => rowOf(draft, numbers.get(draft.personId) ?? null));
    await insertRows(tx, rollId, rows);
  }
}

/** One more line, with its number if it is entitled. */
export async function insertLine(
  tx: Tx,
  rollId: string,
  { line, number }: { readonly line: LineDraft; readonly number: number | null },
): Promise<void> {
  await insertRows(tx, rollId, [rowOf(line, number)]);
}

function rowOf(draft: LineDraft, number: number | null) {
  return {
    number,
    person_id: draft.personId,
    unit_path: draft.unitPath,
    verdict: draft.verdict,
    reasons: draft.reasons,
    changes_on: draft.changesOn,
    salt: bytesToHex(newRollSalt()),
    decided_by: draft.decidedBy ?? null,
    decision_reason: draft.decisionReason ?? null,
  };
}

async function insertRows(tx: Tx, rollId: string, rows: readonly ReturnType<typeof rowOf>[]): Promise<void> {
  await tx.execute(sql`
    insert into roll_line
      (roll_id, number, person_id, unit_path, verdict, reasons, changes_on, salt, decided_by, decision_reason)
    select ${rollId}::uuid, number, person_id, unit_path, verdict, reasons, changes_on, decode(salt, 'hex'),
      decided_by, decision_reason
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(number int, person_id uuid, unit_path text,
      verdict text, reasons jsonb, changes_on date, salt text, decided_by uuid, decision_reason text)`);
}
