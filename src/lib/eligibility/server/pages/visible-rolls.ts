import { and, desc, eq, or, sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { pathsWithPower } from '#lib/platform/actor.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { rollScope, type RollScope } from '../../powers.ts';
import { isRollId } from '../../roll.ts';
import { asRoll } from '../roll-role.ts';
import { rollColumns, type WholeRoll, wholeRoll } from '../summaries.ts';
import { roll } from '../tables.ts';

export interface VisibleRoll extends WholeRoll {
  readonly scope: RollScope;
  /** Tasks inside the scope. */
  readonly tasks: number;
}

/** Most rolls a page shows; older ones are reached through their acts. */
const SHOWN = 200;

/** Rolls of which the actor may see lines, newest first. */
export async function visibleRolls(reader: Reader, actor: Actor): Promise<VisibleRoll[]> {
  return asRoll(reader, async (tx) => {
    const rows = await tx
      .select(rollColumns)
      .from(roll)
      .where(isVisibleTo(actor))
      .orderBy(desc(roll.openedAt), desc(roll.id))
      .limit(SHOWN);
    const found: VisibleRoll[] = [];
    for (const row of rows) {
      const scope = rollScope(actor, row.unitPath);
      if (!scope) continue;
      const tasks = scope.whole ? row.unknown : await countTasks(tx, row.id, scope);
      found.push({ ...wholeRoll(row), scope, tasks });
    }
    return found;
  });
}

/** One roll for whoever may see lines of it; null for everybody else. */
export async function visibleRoll(reader: Reader, actor: Actor, rollId: string): Promise<VisibleRoll | null> {
  if (!isRollId(rollId)) return null;
  return asRoll(reader, async (tx) => {
    const [row] = await tx.select(rollColumns).from(roll).where(eq(roll.id, rollId));
    const scope = row && rollScope(actor, row.unitPath);
    if (!row || !scope) return null;
    return {
      ...wholeRoll(row),
      scope,
      tasks: scope.whole ? row.unknown : await countTasks(tx, row.id, scope),
    };
  });
}

function isVisibleTo(actor: Actor): SQL | undefined {
  const whole = ['rolls.manage', 'rolls.seal', 'members.write'].flatMap((power) =>
    pathsWithPower(actor, power),
  );
  const part = pathsWithPower(actor, 'members.write');
  const conditions = [
    ...whole.map((path) => sql`${roll.unitPath} like ${path + '%'}`),
    ...part.map((path) => sql`${path}::text like ${roll.unitPath} || '%'`),
  ];
  return and(conditions.length > 0 ? or(...conditions) : sql`false`, sql`${roll.state} <> 'computed'`);
}

async function countTasks(reader: Reader, rollId: string, scope: RollScope): Promise<number> {
  const [row] = await reader.execute<{ tasks: number }>(sql`
    select count(*)::int as tasks from roll_line
    where roll_id = ${rollId} and verdict = 'unknown' and ${insideScope(scope)}`);
  return row?.tasks ?? 0;
}

/** Lines of the units in the scope; paths hold digits and slashes only. */
export function insideScope(scope: RollScope): SQL {
  if (scope.whole) return sql`true`;
  const below = scope.paths.map((path) => sql`roll_line.unit_path like ${path + '%'}`);
  return sql`(${sql.join(below, sql` or `)})`;
}
