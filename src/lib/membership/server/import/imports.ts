import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import { pathsWithPower, type Actor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import type { ImportState, ReportFilter, RowVerdict } from '../../member-import.ts';
import { mayImportMembers } from '../../powers.ts';
import { isRowId } from '../row-id.ts';
import { personName } from '../offices/offices.ts';
import { memberImport, memberImportRow, person, unit } from '../tables.ts';
import { belowAny, unitsByPath } from '../units/units.ts';

const PAGE = 50;
const stateOf = sql<ImportState>`${memberImport.state}`;

/** The last imports into the actor's branches and the units to import into; null when there is none. */
export async function importsOf(actor: Actor) {
  const paths = pathsWithPower(actor, 'members.import');
  if (paths.length === 0) return null;
  const reader = database();
  const { id, fileName, createdAt, rowsNew, rowsChanged, rowsRefused, total } = memberImport;
  const runs = await reader
    .select({
      ...{ id, fileName, createdAt, rowsNew, rowsChanged, rowsRefused, total },
      state: stateOf,
      unitName: unit.name,
    })
    .from(memberImport)
    .innerJoin(unit, eq(unit.id, memberImport.unitId))
    .where(belowAny(paths))
    .orderBy(desc(createdAt))
    .limit(20);
  return { runs, units: await unitsByPath(reader, paths.includes('/') ? ['/1/'] : paths) };
}

/** One import with a page of its rows; null when it is not the actor's to see. */
export async function importReport(actor: Actor, importId: string, filter: ReportFilter) {
  if (!isRowId(importId)) return null;
  const reader = database();
  const [row] = await reader
    .select({ run: memberImport, unitName: unit.name, unitPath: unit.path })
    .from(memberImport)
    .innerJoin(unit, eq(unit.id, memberImport.unitId))
    .where(eq(memberImport.id, importId));
  if (!row || !mayImportMembers(actor, row.unitPath)) return null;
  const { state, ...run } = row.run;
  const names = await personName(reader, [run.uploadedBy]);
  const rows = state === 'discarded' ? [] : await rowsOf(importId, filter);
  const shown = rows.slice(0, PAGE);
  return {
    run: { ...run, state: state as ImportState, uploadedBy: names.get(run.uploadedBy) ?? null },
    unitName: row.unitName,
    rows: shown,
    next: rows.length > PAGE ? (shown.at(-1)?.line ?? null) : null,
  };
}

async function rowsOf(importId: string, filter: ReportFilter) {
  const { line, cells, reasons, changes, verdict } = memberImportRow;
  return database()
    .select({
      line,
      number: sql<string | null>`coalesce(${cells}[1], ${person.number})`,
      name: sql<string>`concat_ws(' ', coalesce(${cells}[2], ${person.givenName}), coalesce(${cells}[3], ${person.familyName}))`,
      verdict: sql<RowVerdict | null>`${verdict}`,
      reasons,
      changes: sql<string[]>`case when ${verdict} = 'changed' then ${changes} else '{}' end`,
    })
    .from(memberImportRow)
    .leftJoin(person, and(eq(person.id, memberImportRow.personId), sql`${verdict} <> 'refused'`))
    .where(
      and(
        eq(memberImportRow.importId, importId),
        gt(line, filter.after),
        filter.verdict === null ? undefined : eq(verdict, filter.verdict),
      ),
    )
    .orderBy(asc(line))
    .limit(PAGE + 1);
}
