import { and, eq, ne, sql } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';
import type { RecordOffice } from '../../office.ts';
import { office, unit } from '../tables.ts';
import { officeRunsOn } from './offices.ts';

interface Candidate {
  readonly personId: string;
  readonly unitPath: string;
  readonly day: string;
}

/**
 * The end of a term, and for one held ex officio the office it follows from: held now by the same person in the same unit,
 * in one above or in one below. Null: no such office is held.
 */
export async function causeOf(
  tx: Tx,
  { manner, becauseOf: kind, toOn }: RecordOffice,
  { personId, unitPath, day }: Candidate,
): Promise<{ becauseOf: string | null; toOn: string | null } | null> {
  if (manner !== 'ex-officio' || kind === null) return { becauseOf: null, toOn };
  const inLine = sql`(${unit.path} like ${unitPath} || '%' or ${unitPath} like ${unit.path} || '%')`;
  const [row] = await tx
    .select({ becauseOf: office.lineage, toOn: office.toOn })
    .from(office)
    .innerJoin(unit, eq(unit.id, office.unitId))
    .where(
      and(
        ...[eq(office.personId, personId), eq(office.kind, kind), ne(office.manner, 'ex-officio')],
        ...[officeRunsOn(day), inLine],
      ),
    )
    .orderBy(sql`abs(length(${unit.path}) - length(${unitPath}))`)
    .limit(1);
  return row ?? null;
}
