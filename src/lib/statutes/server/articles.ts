import { and, asc, desc, eq, gt, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { Reader } from '#lib/platform/server/database.server.ts';
import type { Article, ArticleRef } from '../article.ts';
import { articleNumbers, STATUTE_NUMBERS, type StatuteNumber, type StatuteNumberName } from '../number.ts';
import { article } from './tables.ts';

/** The article as it stood on that day; null when it did not exist then. Statutes are public: no actor is asked. */
export async function articleAt(reader: Reader, key: string, date: string): Promise<Article | null> {
  const [row] = await reader
    .select()
    .from(article)
    .where(and(eq(article.key, key), inForceOn(date)))
    .limit(1);
  return row ? articleFrom(row) : null;
}

/** The whole statute as it stood on that day, in its order. */
export async function articlesAt(reader: Reader, date: string): Promise<Article[]> {
  const rows = await reader.select().from(article).where(inForceOn(date)).orderBy(asc(article.place));
  return rows.map(articleFrom);
}

/** The days on which the statute changed, newest first. */
export async function statuteVersions(reader: Reader): Promise<string[]> {
  const rows = await reader
    .selectDistinct({ validFrom: article.validFrom })
    .from(article)
    .orderBy(desc(article.validFrom));
  return rows.map((row) => row.validFrom);
}

export interface CitedNumber<Name extends StatuteNumberName> {
  readonly value: StatuteNumber<Name>;
  readonly article: ArticleRef;
}

/** A number of the statute in force on that day with the article that holds it; null when no article said so then. */
export async function numberAt<Name extends StatuteNumberName>(
  reader: Reader,
  name: Name,
  date: string,
): Promise<CitedNumber<Name> | null> {
  const [row] = await reader
    .select()
    .from(article)
    .where(and(sql`jsonb_exists(${article.numbers}, ${name})`, inForceOn(date)))
    .orderBy(asc(article.place))
    .limit(1);
  if (!row) return null;
  const found = articleFrom(row);
  const value = STATUTE_NUMBERS[name].parse(found.numbers[name]) as StatuteNumber<Name>;
  const { key, number, title, validFrom } = found;
  return { value, article: { key, number, title, validFrom } };
}

function inForceOn(date: string): SQL | undefined {
  return and(lte(article.validFrom, date), or(isNull(article.validTo), gt(article.validTo, date)));
}

function articleFrom(row: typeof article.$inferSelect): Article {
  const { id, key, number, validFrom, validTo } = row;
  return {
    id,
    key,
    number,
    title: { de: row.titleDe, en: row.titleEn },
    text: { de: row.textDe, en: row.textEn },
    numbers: articleNumbers.parse(row.numbers),
    validFrom,
    validTo,
  };
}
