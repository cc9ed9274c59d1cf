import type { Reason } from '../rule.ts';
import { reasonSentence } from './reason-sentence.ts';
import type { SentenceWords } from './sentence-words.ts';

/** Where a reason is read in the statute. */
export interface Citation {
  readonly number: string;
  readonly href: string;
}

export interface ReasonInWords {
  readonly sentence: string;
  readonly citation: Citation | null;
}

export interface CitingWords extends SentenceWords {
  readonly articles: ReadonlyMap<string, Citation>;
}

/** Reasons as sentences with their articles; the server chooses the words, so that pages carry no rules. */
export function reasonsInWords(reasons: readonly Reason[], words: CitingWords): ReasonInWords[] {
  return reasons.map((reason) => ({
    sentence: reasonSentence(reason, words),
    citation: (reason.article !== null && words.articles.get(reason.article)) || null,
  }));
}

/** The articles that a rule names, each once. */
export function citationsOf(
  conditions: readonly { readonly article: string | null }[],
  { articles }: CitingWords,
): Citation[] {
  const keys = new Set(conditions.flatMap(({ article }) => article ?? []));
  return [...keys].flatMap((key) => articles.get(key) ?? []);
}
