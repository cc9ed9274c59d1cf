import { z } from 'zod';
import { share } from './fraction.ts';
import { majorityRule, quorumRule } from './majority.ts';

const count = z.number().int().min(0).max(1_000_000);
const rule = majorityRule.omit({ quorum: true });

/** Who may set a petition in motion; any one of them is enough. */
export const initiator = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('members-share'), share }),
  z.strictObject({ type: z.literal('branches-representing-share'), share }),
  z.strictObject({ type: z.literal('state-branches'), count }),
  z.strictObject({ type: z.literal('organ'), organ: z.enum(['congress', 'council']) }),
]);

/** Every number a statute may hold, by name, with its shape. Names are unique over all articles. */
export const STATUTE_NUMBERS = {
  'membership.minimum-age': count,
  'membership.citizenship-required': z.boolean(),
  'membership.other-party-allowed': z.boolean(),
  /** From joining until all rights are held. */
  'membership.effective-after-weeks': count,
  /** From the confirmed application until the board has decided. */
  'membership.decision-weeks': count,
  'membership.retry-after-refusal-years': count,
  'membership.return-after-expulsion-years': count,
  'transfer.effective-after-weeks': count,
  /** A board that is silent for so long has agreed. */
  'transfer.answer-weeks': count,
  'dues.arrears-months': count,
  'dues.objection-weeks': count,
  'dues.hardship-exemption-years': count,
  'unit.minimum-members': z.strictObject({ ort: count, kreis: count }),
  'assembly.notice-weeks': count,
  'assembly.forced-by': share,
  'nomination.notice-days': count,
  'petition.initiators': z.array(initiator).min(1).max(10),
  'petition.collection-months': count,
  'petition.admissibility-weeks': count,
  'referendum.quorum': quorumRule,
  'referendum.majority': rule,
  'referendum.minimum-electorate': count,
  'referendum.inspection-days': count,
  'referendum.voting-days': z.strictObject({ least: count, most: count }),
  'referendum.trustees': z.strictObject({ count, threshold: count }),
  'referendum.objection-days': count,
  'referendum.repeat-block-years': count,
  'congress.delegates': count,
  'congress.method': z.enum(['hare-niemeyer', 'sainte-lague', 'dhondt', 'adams', 'adams-in-pairs']),
  'congress.convene-weeks': count,
  'congress.invite-weeks': count,
  'congress.motions-weeks': count,
  'quota.women-share': share,
  'statute.majority': rule,
  'dissolution.majority': rule,
} as const satisfies Record<string, z.ZodType>;

export type StatuteNumberName = keyof typeof STATUTE_NUMBERS;
export type StatuteNumber<Name extends StatuteNumberName> = z.output<(typeof STATUTE_NUMBERS)[Name]>;

/** The numbers of one article: known names only, each in its shape. */
export const articleNumbers = z.strictObject(STATUTE_NUMBERS).partial();
export type ArticleNumbers = z.output<typeof articleNumbers>;
