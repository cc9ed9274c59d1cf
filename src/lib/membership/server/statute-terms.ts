import type { Reader } from '#lib/platform/server/database.server.ts';

/** A number of the statute with the article to cite; null: the statute says nothing, so there is no such rule. */
export interface StatuteTerm {
  readonly value: number;
  readonly article: string;
}

export type TermName = 'membership.return-after-expulsion-years' | 'transfer.answer-weeks';

export type StatuteTerms = (reader: Reader, name: TermName, on: string) => Promise<StatuteTerm | null>;

const silent: StatuteTerms = () => Promise.resolve(null);
let terms = silent;

/** `src/wiring` hands in the statute, which stands above us. */
export function registerStatuteTerms(given: StatuteTerms): void {
  terms = given;
}

export function statuteTerm(reader: Reader, name: TermName, on: string): Promise<StatuteTerm | null> {
  return terms(reader, name, on);
}
