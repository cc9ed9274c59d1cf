import type { Cited, JoiningRules } from '#lib/membership/joining/application.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { articleHref, type ArticleRef } from '#lib/statutes/article.ts';
import { numberAt } from '#lib/statutes/server/index.ts';

/** What the statute in force on that day says about joining, each number with its article. */
export async function joiningRules(reader: Reader, day: string): Promise<JoiningRules> {
  return {
    minimumAge: cited(await numberAt(reader, 'membership.minimum-age', day)),
    otherPartyAllowed: cited(await numberAt(reader, 'membership.other-party-allowed', day)),
    effectiveAfterWeeks: cited(await numberAt(reader, 'membership.effective-after-weeks', day)),
    decisionWeeks: cited(await numberAt(reader, 'membership.decision-weeks', day)),
    retryAfterRefusalYears: cited(await numberAt(reader, 'membership.retry-after-refusal-years', day)),
    returnAfterExpulsionYears: cited(await numberAt(reader, 'membership.return-after-expulsion-years', day)),
  };
}

function cited<T>(found: { readonly value: T; readonly article: ArticleRef } | null): Cited<T> | null {
  if (!found) return null;
  const { value, article } = found;
  return { value, article: { number: article.number, href: articleHref(article) } };
}
