import { desc, eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { type RollLineProof, rollLineText } from '../../roll-line.ts';
import type { RollSummary } from '../../roll.ts';
import type { Verdict } from '../../verdict.ts';
import { type OwnPlace, ownPlace } from '../own-place.ts';
import { asRoll } from '../roll-role.ts';
import { pathOfLine } from '../seal/roll-tree.ts';
import { rollColumns, wholeRoll } from '../summaries.ts';
import { roll, rollLine } from '../tables.ts';

export interface OwnRoll {
  readonly roll: RollSummary;
  readonly verdict: Verdict;
  readonly number: number | null;
}

/** Rolls on which the signed-in person has a line, newest first. */
export async function ownRolls(reader: Reader, actor: Actor): Promise<OwnRoll[]> {
  if (actor.kind !== 'person') return [];
  const rows = await asRoll(reader, (tx) =>
    tx
      .select({ ...rollColumns, verdict: rollLine.verdict, number: rollLine.number })
      .from(rollLine)
      .innerJoin(roll, eq(roll.id, rollLine.rollId))
      .where(sql`${rollLine.personId} = ${actor.personId} and ${roll.state} <> 'computed'`)
      .orderBy(desc(roll.openedAt))
      .limit(100),
  );
  return rows.map(({ verdict, number, ...row }) => {
    const { rule: _rule, ...summary } = wholeRoll(row);
    return { roll: summary, verdict: verdict as Verdict, number };
  });
}

export async function ownRoll(reader: Reader, actor: Actor, rollId: string): Promise<OwnPlace | null> {
  return actor.kind === 'person' ? ownPlace(reader, rollId, actor) : null;
}

/** What the member keeps to check the own line against the published hash; null before the roll is sealed. */
export async function ownProof(reader: Reader, actor: Actor, rollId: string): Promise<RollLineProof | null> {
  const place = await ownRoll(reader, actor, rollId);
  if (!place?.line || actor.kind !== 'person') return null;
  const { number, salt } = place.line;
  const { hash, entitled: size, act } = place.roll;
  if (hash === null || number === null) return null;
  return {
    roll: { size, hash },
    line: { number, text: rollLineText(act, actor.personId), salt },
    path: await asRoll(reader, (tx) => pathOfLine(tx, rollId, { number, size })),
  };
}
