import { sql } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';
import type { SubjectRef } from '#lib/platform/subject.ts';
import { inclusionProof, nodeHash, type RollCommitment, rollCommitmentOf, rollLeaf } from '#crypto';
import { rollLineText } from '../../roll-line.ts';
import { rollLevel } from '../tables.ts';

/** Leaves of everyone entitled, by rising roll number. Runs as the roll's role. */
async function rollLeaves(tx: Tx, rollId: string, act: SubjectRef): Promise<Uint8Array[]> {
  const rows = await tx.execute<{ number: number; person_id: string; salt: Uint8Array }>(sql`
    select number, person_id, salt from roll_line where roll_id = ${rollId} and number is not null order by number`);
  return rows.map((row) => {
    return rollLeaf({ number: row.number, text: rollLineText(act, row.person_id), salt: row.salt });
  });
}

export interface RollTree {
  readonly commitment: RollCommitment;
  /** Level 0 holds the leaves; the last one the root alone. */
  readonly levels: readonly (readonly Uint8Array[])[];
}

/** The tree over the lines as they are now. */
export async function rollTree(tx: Tx, rollId: string, act: SubjectRef): Promise<RollTree> {
  const leaves = await rollLeaves(tx, rollId, act);
  return { commitment: rollCommitmentOf(leaves), levels: levelsOver(leaves) };
}

/** Neighbours are hashed in pairs; one without a neighbour goes up as it is. The same tree as RFC 6962's. */
export function levelsOver(leaves: readonly Uint8Array[]): Uint8Array[][] {
  const levels = [[...leaves]];
  for (let below = leaves; below.length > 1; below = levels.at(-1) as Uint8Array[]) {
    const level: Uint8Array[] = [];
    for (let at = 0; at < below.length; at += 2) {
      const [left, right] = [below[at] as Uint8Array, below[at + 1]];
      level.push(right ? nodeHash(left, right) : left);
    }
    levels.push(level);
  }
  return levels;
}

export async function writeTree(tx: Tx, rollId: string, { levels }: RollTree): Promise<void> {
  for (const [level, hashes] of levels.entries()) {
    await tx.insert(rollLevel).values({ rollId, level, hashes: Buffer.concat(hashes) });
  }
}

/** Where the hashes of a line's proof stand: the library walks, we take down what it asks for. */
export function pathPlaces(index: number, size: number): { level: number; index: number }[] {
  const asked: { level: number; index: number }[] = [];
  const path = inclusionProof(
    (start, end) => {
      const level = Math.ceil(Math.log2(end - start));
      return Uint8Array.of(asked.push({ level, index: start / 2 ** level }) - 1);
    },
    index,
    size,
  );
  return path.flatMap(([place = 0]) => asked[place] ?? []);
}

/** The hashes that lead from one line of a sealed roll to its published hash. Runs as the roll's role. */
export async function pathOfLine(
  tx: Tx,
  rollId: string,
  line: { number: number; size: number },
): Promise<string[]> {
  const places = pathPlaces(line.number - 1, line.size);
  const rows = await tx.execute<{ place: number; hash: string }>(sql`
    select wanted.place, encode(substring(hashes from wanted.index * 32 + 1 for 32), 'hex') as hash
    from jsonb_to_recordset(${JSON.stringify(places.map((one, place) => ({ place, ...one })))}::jsonb)
      as wanted(place int, level int, index int)
    join roll_level on roll_level.roll_id = ${rollId} and roll_level.level = wanted.level order by wanted.place`);
  return rows.map((row) => row.hash);
}
