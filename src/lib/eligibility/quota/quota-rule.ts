import { z } from 'zod';
import { articleKey } from '#lib/statutes/article.ts';
import { share } from '#lib/statutes/fraction.ts';
import { GENDERS } from '#lib/membership/person.ts';

/** Groups that places can be reserved for. Whoever states nothing belongs to none of them. */
export const GROUPS = ['female', 'male', 'diverse'] as const;
export type Group = (typeof GROUPS)[number];

/** A list has an order that counts; a body (board, delegation) has places without one. */
export const KINDS = ['list', 'body'] as const;

const group = z.enum(GROUPS);

const minimumShare = z.strictObject({ group, least: share, article: articleKey });

/** Places by turns, again and again: `female, open` keeps the odd places of a list for women. */
const turns = z.strictObject({
  cycle: z
    .array(z.enum([...GROUPS, 'open']))
    .min(2)
    .max(6),
  /** Who may stand on every place, whomever it is kept for. */
  anywhere: z.array(z.enum(GENDERS)).max(GENDERS.length).default([]),
  article: articleKey,
});

/** When the rule may be departed from. */
const exception = z.discriminatedUnion('kind', [
  /** The branch decides, as long as fewer of its members than this belong to the group. */
  z.strictObject({ kind: z.literal('few-members'), group, below: share, article: articleKey }),
  /** The assembly releases the places, unless those of the group who are present object. */
  z.strictObject({ kind: z.literal('release'), of: z.array(z.enum(KINDS)).min(1), article: articleKey }),
]);

/** A quota as data, each part with the article it stands in. */
export const quotaRule = z.strictObject({
  shares: z
    .array(minimumShare)
    .max(GROUPS.length)
    .refine((all) => new Set(all.map((one) => one.group)).size === all.length, 'group-twice'),
  /** Whether a reserved place without a candidate stays vacant, or others may have it for a reason that is recorded. */
  unfilled: z.enum(['stays-vacant', 'may-be-filled']),
  /** Lists only. */
  turns: turns.nullable(),
  exceptions: z.array(exception).max(4),
});
export type QuotaRule = z.output<typeof quotaRule>;
export type QuotaRuleInput = z.input<typeof quotaRule>;
