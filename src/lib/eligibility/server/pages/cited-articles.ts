import type { Reader } from '#lib/platform/server/database.server.ts';
import { articleHref, type ArticleRef } from '#lib/statutes/article.ts';
import { articlesAt } from '#lib/statutes/server/index.ts';

export interface CitedArticle extends Omit<ArticleRef, 'validFrom'> {
  readonly href: string;
}

/** The statute's articles as in force on the cut-off day, by key: what stands beside a reason. */
export async function citedArticles(reader: Reader, cutOff: string): Promise<Map<string, CitedArticle>> {
  const articles = await articlesAt(reader, cutOff);
  return new Map(
    articles.map(({ key, number, title, validFrom }) => {
      return [key, { key, number, title, href: articleHref({ key, validFrom }) }];
    }),
  );
}
