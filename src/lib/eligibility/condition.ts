import { z } from 'zod';
import { unitPath } from '#lib/membership/unit.ts';
import { articleKey } from '#lib/statutes/article.ts';

/** The key under which the statutes keep the article that asks for this; null: no article is cited. */
const article = articleKey.nullable().default(null);
const weeks = z.int().min(0).max(520);

/** Is a member of this unit or of one below it. */
const memberIn = z.strictObject({ kind: z.literal('member-in'), unitPath, article });

/** Has been one without a break for so many weeks; moving inside the subtree is no break. */
const memberSince = z.strictObject({ kind: z.literal('member-since'), weeks, unitPath, article });

/**
 * The membership has taken effect. Where the day of effect is not recorded it follows from `weeks` after joining;
 * with `weeks: null` it stays unknown.
 */
const fullRights = z.strictObject({
  kind: z.literal('full-rights'),
  weeks: weeks.nullable(),
  unitPath,
  article,
});

const minimumAge = z.strictObject({
  kind: z.literal('minimum-age'),
  years: z.int().min(1).max(120),
  article,
});

/** ISO 3166 alpha-2; one of them is enough. */
const citizenship = z.strictObject({
  kind: z.literal('citizenship'),
  anyOf: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .min(1)
    .max(60),
  article,
});

/** The official key of the main residence's district begins with one of these. */
const residence = z.strictObject({
  kind: z.literal('residence'),
  ags: z
    .array(z.string().regex(/^\d{1,5}$/))
    .min(1)
    .max(60),
  article,
});

/** Arrears count only once they last longer than `graceMonths`. */
const dues = z.strictObject({
  kind: z.literal('dues'),
  exemptCounts: z.boolean().default(true),
  graceMonths: z.int().min(0).max(60).default(0),
  article,
});

const office = z.strictObject({
  kind: z.literal('office'),
  offices: z
    .array(z.string().regex(/^[a-z][a-z-]{0,39}$/))
    .min(1)
    .max(20),
  unitPath,
  article,
});

const notSuspended = z.strictObject({ kind: z.literal('not-suspended'), article });

/** One thing a rule can ask about a person. */
export const conditionShape = z.discriminatedUnion('kind', [
  memberIn,
  memberSince,
  fullRights,
  minimumAge,
  citizenship,
  residence,
  dues,
  office,
  notSuspended,
]);

export type Condition = z.output<typeof conditionShape>;
export type ConditionInput = z.input<typeof conditionShape>;
export type ConditionOf<Kind extends Condition['kind']> = Extract<Condition, { kind: Kind }>;
