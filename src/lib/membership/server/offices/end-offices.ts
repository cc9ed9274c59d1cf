import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';

export interface EndedOffice {
  readonly personId: string;
  readonly kind: string;
  readonly unitId: string;
  readonly toOn: string;
}

/**
 * Whoever no longer belongs holds no office: all that would run on end that day, and those still to come never begin.
 * `gone` is a query of (person_id, end_on).
 */
export async function endOfficesOf(tx: Tx, gone: SQL, recordedBy: string | null): Promise<EndedOffice[]> {
  const rows = await tx.execute<EndedOffice & Record<string, unknown>>(sql`
    with gone as (${gone}),
    old as (
      update office held set superseded_at = house_now() from gone
      where held.person_id = gone.person_id and held.superseded_at is null
        and (held.to_on is null or held.to_on > gone.end_on)
      returning held.*, gone.end_on)
    insert into office (lineage, person_id, unit_id, kind, from_on, to_on, manner, because_of, recorded_by)
    select lineage, person_id, unit_id, kind, from_on, greatest(end_on, from_on), manner, because_of, ${recordedBy} from old
    returning person_id as "personId", kind, unit_id as "unitId", to_on::text as "toOn"`);
  return [...rows];
}

/** An office held ex officio has the term of the one it follows from. */
export async function followCause(
  tx: Tx,
  cause: { readonly officeId: string; readonly toOn: string },
  recordedBy: string | null,
): Promise<void> {
  await tx.execute(sql`
    with old as (
      update office set superseded_at = house_now() where because_of = ${cause.officeId} and superseded_at is null returning *)
    insert into office (lineage, person_id, unit_id, kind, from_on, to_on, manner, because_of, recorded_by)
    select lineage, person_id, unit_id, kind, from_on, greatest(${cause.toOn}::date, from_on), manner, because_of, ${recordedBy}
    from old`);
}
