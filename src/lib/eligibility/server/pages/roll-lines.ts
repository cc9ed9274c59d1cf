import { sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { personName, unitsByPath } from '#lib/membership/server/index.ts';
import { pathsUpTo } from '#lib/membership/unit.ts';
import type { RollScope } from '../../powers.ts';
import type { RollFilter } from '../../roll-filter.ts';
import type { Reason } from '../../rule.ts';
import { rollSize, type Verdict } from '../../verdict.ts';
import { asRoll } from '../roll-role.ts';
import { insideScope, visibleRoll, type VisibleRoll } from './visible-rolls.ts';

export const LINES_PER_PAGE = 50;

export interface LineView {
  readonly lineId: string;
  readonly number: number | null;
  readonly personId: string;
  readonly name: string;
  readonly unitPath: string;
  readonly unitName: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly changesOn: string | null;
  readonly decisionReason: string | null;
}

export interface LinesPage {
  readonly roll: VisibleRoll;
  readonly lines: readonly LineView[];
  /** Lines that the filter finds in the actor's scope. */
  readonly total: number;
  readonly moreAfter: string | null;
}

type Row = Omit<LineView, 'name' | 'unitName'>;

/** A page of the lines that the actor may see; null when the roll is not there for them. */
export async function rollLines(
  reader: Reader,
  actor: Actor,
  asked: { readonly rollId: string; readonly filter: RollFilter },
): Promise<LinesPage | null> {
  const roll = await visibleRoll(reader, actor, asked.rollId);
  if (!roll) return null;
  const { rows, total } = await asRoll(reader, async (tx) => ({
    rows: await linesAfter(tx, roll, asked.filter),
    total: await countFound(tx, roll, asked.filter),
  }));
  const lines = await withNames(reader, rows.slice(0, LINES_PER_PAGE));
  const moreAfter = rows.length > LINES_PER_PAGE ? (lines.at(-1)?.lineId ?? null) : null;
  return { roll, lines, total, moreAfter };
}

/** One line with its names. */
export async function rollLine(
  reader: Reader,
  actor: Actor,
  asked: { readonly rollId: string; readonly lineId: string },
): Promise<{ roll: VisibleRoll; line: LineView } | null> {
  const roll = await visibleRoll(reader, actor, asked.rollId);
  if (!roll) return null;
  const only = sql`roll_line.id = ${asked.lineId}::bigint`;
  const rows = await asRoll(reader, (tx) => selectLines(tx, sql`${inScope(roll)} and ${only}`));
  const [line] = await withNames(reader, rows);
  return line ? { roll, line } : null;
}

export interface UnitOption {
  readonly path: string;
  readonly name: string;
}

/** The units with lines in the actor's scope, and those above them up to the roll's: what one can filter by. */
export async function unitsOnRoll(reader: Reader, roll: VisibleRoll): Promise<UnitOption[]> {
  const rows = await asRoll(reader, (tx) =>
    tx.execute<{ unitPath: string }>(
      sql`select distinct unit_path as "unitPath" from roll_line where ${inScope(roll)}`,
    ),
  );
  const above = rows.flatMap((row) => pathsUpTo(row.unitPath).filter((path) => isInside(path, roll)));
  const units = await unitsByPath(reader, [...new Set(above)]);
  return units
    .map(({ path, name }) => ({ path, name }))
    .sort((one, other) => one.name.localeCompare(other.name, 'de'));
}

function isInside(path: string, { scope }: VisibleRoll): boolean {
  return scope.paths.some((visible) => path.startsWith(visible) && path !== visible);
}

async function linesAfter(reader: Reader, roll: VisibleRoll, filter: RollFilter): Promise<Row[]> {
  const after = filter.after ? sql`roll_line.id > ${filter.after}::bigint` : sql`true`;
  const where = sql`${inScope(roll)} and ${filtered(filter)} and ${after}`;
  return selectLines(reader, sql`${where} order by roll_line.id limit ${LINES_PER_PAGE + 1}`);
}

async function countFound(reader: Reader, roll: VisibleRoll, filter: RollFilter): Promise<number> {
  const known = knownCount(roll, filter);
  if (known !== null) return known;
  const [row] = await reader.execute<{ total: number }>(
    sql`select count(*)::int as total from roll_line where ${inScope(roll)} and ${filtered(filter)}`,
  );
  return row?.total ?? 0;
}

/** Counts that the roll keeps anyway. */
function knownCount(roll: VisibleRoll, { after: _after, verdict, ...rest }: RollFilter): number | null {
  if (!roll.scope.whole || Object.values(rest).some((value) => value !== undefined)) return null;
  if (!verdict) return rollSize(roll);
  return { yes: roll.entitled, no: roll.refused, unknown: roll.unknown }[verdict];
}

function inScope({ rollId, scope }: { readonly rollId: string; readonly scope: RollScope }): SQL {
  return sql`roll_line.roll_id = ${rollId} and ${insideScope(scope)}`;
}

function filtered({ verdict, reason, unit, number }: RollFilter): SQL {
  const parts = [
    verdict && sql`roll_line.verdict = ${verdict}`,
    reason && sql`roll_line.reasons @> ${JSON.stringify([{ code: reason }])}::jsonb`,
    unit && sql`roll_line.unit_path like ${unit + '%'}`,
    number && sql`roll_line.number = ${number}`,
  ].filter((part) => part !== undefined && part !== '' && part !== 0);
  return parts.length > 0 ? sql.join(parts as SQL[], sql` and `) : sql`true`;
}

async function selectLines(reader: Reader, where: SQL): Promise<Row[]> {
  const rows = await reader.execute<{ [Key in keyof Row]: Row[Key] }>(sql`
    select roll_line.id::text as "lineId", number, person_id as "personId", unit_path as "unitPath", verdict, reasons,
      to_char(changes_on, 'YYYY-MM-DD') as "changesOn", decision_reason as "decisionReason"
    from roll_line where ${where}`);
  return [...rows];
}

async function withNames(reader: Reader, rows: readonly Row[]): Promise<LineView[]> {
  const names = await personName(
    reader,
    rows.map((row) => row.personId),
  );
  const units = await unitsByPath(reader, [...new Set(rows.map((row) => row.unitPath))]);
  const unitNames = new Map(units.map((unit) => [unit.path, unit.name]));
  return rows.map((row) => ({
    ...row,
    name: names.get(row.personId) ?? '',
    unitName: unitNames.get(row.unitPath) ?? '',
  }));
}
