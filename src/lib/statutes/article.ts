import { z } from 'zod';
import { articleNumbers, type ArticleNumbers } from './number.ts';

export const articleKey = z.string().regex(/^[a-z][a-z-]{1,40}$/);
const both = (max: number) =>
  z.strictObject({ de: z.string().trim().min(1).max(max), en: z.string().trim().min(1).max(max) });

/** One version of an article of the statute. `validTo` is the first day on which it no longer holds. */
export const articleDraft = z.strictObject({
  key: articleKey,
  /** As people cite it: `§ 12`. */
  number: z.string().regex(/^§ \d{1,3}[a-z]?$/),
  title: both(200),
  /** Markdown. */
  text: both(20_000),
  numbers: articleNumbers,
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
});
export type ArticleDraft = z.infer<typeof articleDraft>;

export interface Article {
  readonly id: string;
  readonly key: string;
  readonly number: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly text: { readonly de: string; readonly en: string };
  readonly numbers: ArticleNumbers;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** What stands beside a number or a refusal to say where it comes from. */
export interface ArticleRef {
  readonly key: string;
  readonly number: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly validFrom: string;
}

/** Where the article is read: the page of the statute as it stood on that version's first day. */
export function articleHref(ref: Pick<ArticleRef, 'key' | 'validFrom'>): string {
  return `/statutes?on=${ref.validFrom}#${ref.key}`;
}
