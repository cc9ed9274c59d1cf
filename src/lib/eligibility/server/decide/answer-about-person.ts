import { personFactsOf } from '#lib/membership/server/index.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { answerAbout, type MemberAnswer } from '../lines/member-answers.ts';
import type { WholeRoll } from '../summaries.ts';

/** What the rule says about one person on the roll's cut-off day, from the data as it is now. */
export async function answerAboutPerson(tx: Tx, personId: string, roll: WholeRoll): Promise<MemberAnswer> {
  const facts = await personFactsOf(tx, personId, roll.cutOff);
  if (facts) return answerAbout(facts, roll);
  return { personId, unitPath: roll.unitPath, verdict: 'unknown', reasons: [], changesOn: null };
}
