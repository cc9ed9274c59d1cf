import type { Reader } from '#lib/platform/server/database.server.ts';
import { unitsByPath } from '#lib/membership/server/index.ts';
import { conditionsOf, type Reason, type Rule } from '../../rule.ts';
import { type CitedArticle, citedArticles } from './cited-articles.ts';

/** What sentences on a page need besides the data: names of units, articles as in force on the cut-off day. */
export interface PageWords {
  readonly unitNames: ReadonlyMap<string, string>;
  readonly articles: ReadonlyMap<string, CitedArticle>;
}

export async function pageWords(
  reader: Reader,
  roll: { readonly unitPath: string; readonly rule: Rule; readonly cutOff: string },
  reasons: readonly Reason[],
): Promise<PageWords> {
  const asked = conditionsOf(roll.rule).flatMap((condition) =>
    'unitPath' in condition ? condition.unitPath : [],
  );
  const told = reasons.flatMap(({ params }) => (typeof params.unitPath === 'string' ? params.unitPath : []));
  const units = await unitsByPath(reader, [...new Set([roll.unitPath, ...asked, ...told])]);
  const unitNames = new Map(units.map((unit) => [unit.path, unit.name]));
  return { unitNames, articles: await citedArticles(reader, roll.cutOff) };
}
