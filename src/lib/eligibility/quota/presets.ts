import { type QuotaRule, quotaRule } from './quota-rule.ts';

/**
 * § 11 "Minimum quota" of the model statute: at least this share of the places on boards, delegations and lists goes to
 * women; what cannot be filled so stays vacant.
 * @param womenShare the number `quota.women-share` in force on the day of the election
 */
export function houseQuota(womenShare: string): QuotaRule {
  return quotaRule.parse({
    shares: [{ group: 'female', least: womenShare, article: 'quota' }],
    unfilled: 'stays-vacant',
    turns: null,
    exceptions: [],
  });
}
