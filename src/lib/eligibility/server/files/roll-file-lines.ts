import { and, asc, eq, like } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence } from '#lib/platform/server/facts.server.ts';
import { personName, unitsByPath } from '#lib/membership/server/index.ts';
import { mayReadWholeRoll } from '../../powers.ts';
import { rollRef } from '../../roll.ts';
import { conditionsOf, type Reason, type Rule } from '../../rule.ts';
import type { Verdict } from '../../verdict.ts';
import { citedArticles, type CitedArticle } from '../pages/cited-articles.ts';
import { visibleRoll, type VisibleRoll } from '../pages/visible-rolls.ts';
import { asRoll } from '../roll-role.ts';
import { rollLine } from '../tables.ts';

export interface FileLine {
  readonly number: number | null;
  readonly name: string;
  readonly unitName: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly decisionReason: string | null;
}

/** The whole roll with names, for a file. */
export interface RollFile {
  readonly roll: VisibleRoll;
  readonly unitNames: ReadonlyMap<string, string>;
  readonly articles: ReadonlyMap<string, CitedArticle>;
  /** Entitled first, by roll number; then the others by name. */
  readonly lines: readonly FileLine[];
  /** Who took it, so that a copy can be told. */
  readonly takenBy: string;
}

/** The whole roll, or the lines of one unit. */
export interface FileWish {
  readonly rollId: string;
  readonly unit?: string | undefined;
}

/** For the committee of the roll only; every download stands on the evidence log. */
export async function takeRollFile(actor: Actor, { rollId, unit }: FileWish): Promise<RollFile | null> {
  return transact(async (tx) => {
    const roll = await visibleRoll(tx, actor, rollId);
    if (!roll || actor.kind !== 'person' || !mayReadWholeRoll(actor, roll.unitPath)) return null;
    await recordEvidence(tx, actor, {
      code: 'roll-downloaded',
      subject: rollRef(rollId),
      reason: unit ?? '',
    });
    const rows = await asRoll(tx, () => linesOf(tx, { rollId, unit }));
    const people = [...rows.map((row) => row.personId), actor.personId];
    const names = await personName(tx, people);
    const named = [...unitsOfRule(roll.rule), ...rows.flatMap(unitsOfLine)];
    const unitNames = await namesOfUnits(tx, [roll.unitPath, ...named]);
    const lines = rows.map((row) => ({
      ...row,
      verdict: row.verdict as Verdict,
      name: names.get(row.personId) ?? '',
      unitName: unitNames.get(row.unitPath) ?? '',
    }));
    const articles = await citedArticles(tx, roll.cutOff);
    const takenBy = names.get(actor.personId) ?? '';
    return { roll, unitNames, articles, lines: lines.sort(inOrder), takenBy };
  });
}

type RollLineRow = Awaited<ReturnType<typeof linesOf>>[number];

function linesOf(tx: Tx, { rollId, unit }: FileWish) {
  return tx
    .select({
      number: rollLine.number,
      personId: rollLine.personId,
      unitPath: rollLine.unitPath,
      verdict: rollLine.verdict,
      reasons: rollLine.reasons,
      decisionReason: rollLine.decisionReason,
    })
    .from(rollLine)
    .where(and(eq(rollLine.rollId, rollId), unit ? like(rollLine.unitPath, `${unit}%`) : undefined))
    .orderBy(asc(rollLine.number));
}

function unitsOfRule(rule: Rule): string[] {
  return conditionsOf(rule).flatMap((one) => ('unitPath' in one ? [one.unitPath] : []));
}

function unitsOfLine({ unitPath, reasons }: Pick<RollLineRow, 'unitPath' | 'reasons'>): string[] {
  const given = reasons.map(({ params }) => params.unitPath);
  return [unitPath, ...given.filter((path) => typeof path === 'string')];
}

async function namesOfUnits(tx: Tx, paths: readonly string[]): Promise<Map<string, string>> {
  const units = await unitsByPath(tx, [...new Set(paths)]);
  return new Map(units.map((unit) => [unit.path, unit.name]));
}

function inOrder(one: FileLine, other: FileLine): number {
  if (one.number !== null && other.number !== null) return one.number - other.number;
  if (one.number === null && other.number === null) return one.name.localeCompare(other.name, 'de');
  return one.number === null ? 1 : -1;
}
