import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Reader, Tx } from '#lib/platform/server/database.server.ts';
import { bytesToHex } from './bytes.ts';
import { asRoll } from './roll-role.ts';
import { roll, rollLine, rollRelease } from './tables.ts';

const BATCH = 2000;

export interface EntitledLine {
  readonly lineId: bigint;
  readonly number: number;
  /** Hex. */
  readonly salt: string;
}

/** The line by which this person may take part; null unless the roll is sealed and the verdict is yes. */
export async function entitledLine(
  reader: Reader,
  rollId: string,
  personId: string,
): Promise<EntitledLine | null> {
  const [row] = await asRoll(reader, (tx) =>
    tx
      .select({ id: rollLine.id, number: rollLine.number, salt: rollLine.salt })
      .from(rollLine)
      .innerJoin(roll, eq(roll.id, rollLine.rollId))
      .where(
        and(
          eq(roll.id, rollId),
          eq(roll.state, 'sealed'),
          eq(rollLine.personId, personId),
          eq(rollLine.verdict, 'yes'),
        ),
      ),
  );
  if (!row || row.number === null) return null;
  return { lineId: row.id, number: row.number, salt: bytesToHex(row.salt) };
}

/** Ids of everyone entitled, in batches, by roll number: for mails to all of them. */
export async function* entitledPersons(reader: Reader, rollId: string): AsyncIterable<string[]> {
  for (let after = 0; ;) {
    const rows = await asRoll(reader, (tx) => entitledAfter(tx, rollId, after));
    if (rows.length > 0) yield rows.map((row) => row.personId);
    after = rows.at(-1)?.number ?? 0;
    if (rows.length < BATCH) return;
  }
}

function entitledAfter(tx: Tx, rollId: string, after: number) {
  return tx
    .select({ personId: rollLine.personId, number: rollLine.number })
    .from(rollLine)
    .where(and(eq(rollLine.rollId, rollId), gt(rollLine.number, after)))
    .orderBy(asc(rollLine.number))
    .limit(BATCH);
}

/** Whether the person stands entitled on a sealed roll of an act that is not over: the sign-in address stays as it is. */
export async function isAddressFrozen(reader: Reader, personId: string): Promise<boolean> {
  return (await frozenAddresses(reader, [personId])).has(personId);
}

/** Of these people, those whose sign-in address a sealed roll has frozen. */
export async function frozenAddresses(
  reader: Reader,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await asRoll(reader, (tx) =>
    tx
      .selectDistinct({ personId: rollLine.personId })
      .from(rollLine)
      .innerJoin(roll, eq(roll.id, rollLine.rollId))
      .leftJoin(rollRelease, eq(rollRelease.rollId, roll.id))
      .where(
        and(
          sql`${rollLine.personId} = any(${`{${personIds.join(',')}}`}::uuid[])`,
          eq(rollLine.verdict, 'yes'),
          eq(roll.state, 'sealed'),
          isNull(rollRelease.rollId),
        ),
      ),
  );
  return new Set(rows.map((row) => row.personId));
}
