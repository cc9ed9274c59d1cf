import { articleAt } from '#lib/statutes/server/index.ts';
import { articleHref } from '#lib/statutes/article.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';
import type { Citation, Citations } from '../../member-view.ts';

/** The articles of these keys as they stood on that day; what the statute did not know then is left out. */
export async function citationsOf(
  reader: Reader,
  keys: Iterable<string | null>,
  day: string,
): Promise<Citations> {
  const found: Record<string, Citation> = {};
  for (const key of new Set(keys)) {
    const article = key === null ? null : await articleAt(reader, key, day);
    if (!article) continue;
    const { number, title } = article;
    found[article.key] = { number, title, href: articleHref(article) };
  }
  return found;
}
