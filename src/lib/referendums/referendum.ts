import { z } from 'zod';
import { majorityRule } from '#lib/statutes/majority.ts';
import { question } from './question.ts';

/** 22 base58 characters; Belenios asks for at least 14. */
export const referendumUuid = z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{22}$/, 'uuid-not-valid');

const text = (max: number) => z.string().trim().max(max, 'field-too-long');

/** A document the members may read before they decide. Only http and https; shown as a link, never fetched. */
export const documentLink = z.object({
  title: text(160).min(3, 'field-too-short'),
  href: z.url({ protocol: /^https?$/, error: 'link-not-valid' }).max(500, 'field-too-long'),
});

/** What is asked and with which arguments; everything members read before they vote. */
export const referendumText = z.object({
  title: text(160).min(8, 'title-too-short'),
  /** Markdown. */
  explanation: text(20_000).default(''),
  pro: text(8_000).default(''),
  contra: text(8_000).default(''),
  links: z.array(documentLink).max(10, 'too-many-links').default([]),
  questions: z.array(question).min(1, 'questions-missing').max(8, 'too-many-questions'),
});

export type ReferendumText = z.infer<typeof referendumText>;

/** How the result is judged, with the articles it comes from (keys of the statute). */
export const decisionRule = z.object({
  rule: majorityRule,
  quorumArticle: z.string().max(80).nullable(),
  majorityArticle: z.string().max(80),
});

export type DecisionRule = z.infer<typeof decisionRule>;

/** Frozen numbers of the vote's machinery; a mistake after freezing means abort. */
export const voteConfiguration = z.object({
  /** While at least this many ballots wait, a batch leaves. */
  batchWaiting: z.number().int().min(2).max(10_000).default(100),
  /** How many leave at a time, chosen at random. */
  batchSize: z.number().int().min(1).max(5_000).default(50),
  /** How many other draw marks are rewritten with each new one. */
  drawCrowd: z.number().int().min(1).max(5_000).default(50),
  /** Fewer on the roll or in the box are not counted. */
  minimumBallots: z.number().int().min(3).max(10_000).default(5),
  /** Between close and count. */
  objectionHours: z.number().min(0).max(720).default(24),
  /** How long the trustees have for the count. */
  countingDays: z.number().int().min(1).max(90).default(14),
});

export type VoteConfiguration = z.infer<typeof voteConfiguration>;
