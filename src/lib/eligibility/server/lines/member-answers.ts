import type { PersonFacts } from '#lib/membership/person-facts.ts';
import { personFactsAt } from '#lib/membership/server/index.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { evaluateRule, type Reason, type Rule, type RuleAnswer } from '../../rule.ts';

export interface RuledRoll {
  readonly unitPath: string;
  readonly rule: Rule;
  readonly cutOff: string;
}

export interface MemberAnswer extends RuleAnswer {
  readonly personId: string;
  /** The person's unit on the cut-off day. */
  readonly unitPath: string;
}

/** The rule's answer about everyone who was a member of the unit on the cut-off day. */
export async function memberAnswers(reader: Reader, roll: RuledRoll): Promise<MemberAnswer[]> {
  const answers: MemberAnswer[] = [];
  const known = new Map<string, Reason>();
  for await (const batch of personFactsAt(reader, roll)) {
    for (const facts of batch) {
      const answer = answerAbout(facts, roll);
      answers.push({ ...answer, reasons: answer.reasons.map((reason) => once(known, reason)) });
    }
  }
  return answers;
}

/** Most people share their reasons with thousands of others: each is kept in memory once. */
function once(known: Map<string, Reason>, reason: Reason): Reason {
  const key = [reason.code, reason.article, ...Object.values(reason.params)].join('|');
  const found = known.get(key);
  if (found) return found;
  known.set(key, reason);
  return reason;
}

export function answerAbout(facts: PersonFacts, roll: RuledRoll): MemberAnswer {
  const answer = evaluateRule(roll.rule, facts, roll.cutOff);
  return { personId: facts.personId, unitPath: unitOn(facts, roll), ...answer };
}

function unitOn({ memberships }: PersonFacts, { unitPath, cutOff }: RuledRoll): string {
  const held = memberships.filter((one) => one.endedOn === null || cutOff < one.endedOn);
  const inside = held.filter((one) => one.unitPath.startsWith(unitPath));
  return (inside.at(-1) ?? held.at(-1))?.unitPath ?? unitPath;
}
