import { and, eq } from 'drizzle-orm';
import type { Reader } from '#lib/platform/server/database.server.ts';
import type { ReferendumState } from '../../state.ts';
import { referendum, trustee, voteObjection } from '../tables.ts';
import { timesOf } from './frame-view.ts';

/** What mails say about a referendum. */
export interface NoticeSubject {
  readonly uuid: string;
  readonly title: string;
  readonly state: ReferendumState;
  readonly rollId: string | null;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly objectionsUntil: Date;
  readonly countingUntil: Date;
}

export async function noticeSubject(reader: Reader, uuid: string): Promise<NoticeSubject | null> {
  const [row] = await reader.select().from(referendum).where(eq(referendum.uuid, uuid));
  if (!row) return null;
  const { state, rollId, asked } = row;
  const { rollObjectionUntil: _until, ...times } = timesOf(row);
  return { uuid, state, rollId, title: asked.title, ...times };
}

/** Ids of those who hold the key. */
export async function trusteePersons(reader: Reader, uuid: string): Promise<string[]> {
  const rows = await reader
    .select({ personId: trustee.personId })
    .from(trustee)
    .where(eq(trustee.uuid, uuid));
  return rows.map((row) => row.personId);
}

/** Who raised an objection and how it was decided. */
export async function decidedObjection(
  reader: Reader,
  uuid: string,
  id: string,
): Promise<{ personId: string; decision: 'upheld' | 'dismissed'; reason: string } | null> {
  const [row] = await reader
    .select()
    .from(voteObjection)
    .where(and(eq(voteObjection.uuid, uuid), eq(voteObjection.id, id)));
  if (!row?.decision) return null;
  return { personId: row.personId, decision: row.decision, reason: row.decisionReason ?? '' };
}
