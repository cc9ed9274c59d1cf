import { anyOf, type Verdict } from '../verdict.ts';
import { answerOnDeparture, type DepartureAnswer } from './departure.ts';
import type { Finding } from './finding.ts';
import type { QuotaCase } from './quota-case.ts';
import type { QuotaRule } from './quota-rule.ts';
import { answerOnShares, type ShareStanding } from './shares.ts';
import { findingsOnTurns } from './turns.ts';

export interface QuotaAnswer {
  /** *Unknown* where it depends on people who have not been asked: neither yes nor no by itself. */
  readonly verdict: Verdict;
  readonly standings: readonly ShareStanding[];
  /** Which place breaks what, by place; kept also where a departure allows it. */
  readonly findings: readonly Finding[];
  /** Places filled for a reason although the rule keeps them vacant: the reason does not help. */
  readonly mustStayVacant: readonly number[];
  readonly departure: DepartureAnswer | null;
}

/**
 * Whether a list or a body keeps a quota, and which place breaks which part of it.
 *
 * @param rule shares are measured against all places, vacant ones included: what is reserved and not held stays vacant, so
 *   others may hold the rest and no more. A place with a turn may be held by that group and by whom the rule lets stand anywhere.
 * @param given gender is what people say of themselves. *Diverse* belongs to the group diverse, no statement to no group; both
 *   count among the others of a women's quota. Whoever was not asked leaves open what depends on them.
 * @returns yes or no only where no answer of an unasked person could change it; a departure that the rule provides for turns a no
 *   into a yes.
 *
 * Source: § 11 of the model statute ("at least half … stays vacant"), and statutes of German parties: alternating lists,
 * odd places for women, exceptions for branches with few women. *Not* checked: whether ballots were held in the right order,
 * whether a reason is a good one, or any law on candidates' lists.
 */
export function checkQuota(rule: QuotaRule, given: QuotaCase): QuotaAnswer {
  const filled = given.filledForReason.map(({ place }) => place);
  const mayBeFilled = rule.unfilled === 'may-be-filled';
  const excused = new Set(mayBeFilled ? filled : []);
  const turns = findingsOnTurns(rule, given, excused);
  const { standings, findings } = answerOnShares(rule, given, excused);
  const all = [...turns, ...findings].toSorted((a, b) => a.place - b.place);
  const departure = answerOnDeparture(rule, given);
  const kept = verdictOf(all);
  return {
    verdict: departure ? anyOf([kept, departure.verdict]) : kept,
    standings,
    findings: all,
    mustStayVacant: mayBeFilled ? [] : filled,
    departure,
  };
}

function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some(({ isCertain }) => isCertain)) return 'no';
  return findings.length > 0 ? 'unknown' : 'yes';
}
