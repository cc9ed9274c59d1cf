import { branchVoteRule, delegatesRule, referendumRule } from '#lib/eligibility/presets.ts';
import { presetNumbersAt } from '#lib/eligibility/server/index.ts';
import type { Rule } from '#lib/eligibility/rule.ts';
import type { Unit } from '#lib/membership/unit.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { numberAt } from '#lib/statutes/server/index.ts';
import type { RulePreset } from '../../draft-forms.ts';
import { type DecisionRule, voteConfiguration, type VoteConfiguration } from '../../referendum.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Between the end of objections to the roll and the opening: sealing, ceremony, approvals. */
const PREPARATION_DAYS = 4;

/** The rule that a preset means for this unit on this day; null where the statute has no numbers for it then. */
export async function ruleOfPreset(
  reader: Reader,
  preset: RulePreset,
  at: { readonly unit: Unit; readonly day: string },
): Promise<Rule | null> {
  const { unit, day } = at;
  if (preset === 'delegates') return delegatesRule(unit.path);
  const numbers = await presetNumbersAt(reader, day);
  if (!numbers) return null;
  if (preset === 'members') return referendumRule(unit.path, numbers);
  return branchVoteRule(unit.path, { ...numbers, ags: unit.ags ? [unit.ags] : [] });
}

/** Quorum and majority of the statute in force on that day. */
export async function decisionOfStatute(reader: Reader, day: string): Promise<DecisionRule | null> {
  const majority = await numberAt(reader, 'referendum.majority', day);
  const quorum = await numberAt(reader, 'referendum.quorum', day);
  if (!majority) return null;
  return {
    rule: quorum ? { ...majority.value, quorum: quorum.value } : majority.value,
    quorumArticle: quorum?.article.key ?? null,
    majorityArticle: majority.article.key,
  };
}

export interface ProposedTimes {
  readonly cutOff: string;
  readonly rollObjectionUntil: Date;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

/** Periods of the statute counted from now on, at full hours. */
export async function proposedTimes(reader: Reader, now: Date, day: string): Promise<ProposedTimes> {
  const inspection = await numberAt(reader, 'referendum.inspection-days', day);
  const voting = await numberAt(reader, 'referendum.voting-days', day);
  const start = Math.ceil(now.getTime() / HOUR_MS) * HOUR_MS;
  const after = (days: number): Date => new Date(start + days * DAY_MS);
  const inspectionDays = inspection?.value ?? 14;
  const opening = inspectionDays + PREPARATION_DAYS;
  return {
    cutOff: day,
    rollObjectionUntil: after(inspectionDays),
    opensAt: after(opening),
    closesAt: after(opening + Math.max(7, voting?.value.least ?? 14)),
  };
}

export async function proposedThreshold(reader: Reader, day: string): Promise<number> {
  return (await numberAt(reader, 'referendum.trustees', day))?.value.threshold ?? 2;
}

/** The smallest electorate of the statute, never below what the machinery refuses anyway. */
export async function proposedConfiguration(reader: Reader, day: string): Promise<VoteConfiguration> {
  const least = await numberAt(reader, 'referendum.minimum-electorate', day);
  return voteConfiguration.parse({ minimumBallots: Math.max(3, least?.value ?? 5) });
}
