import { and, asc, eq } from 'drizzle-orm';
import type { PersonActor } from '#lib/platform/actor.ts';
import { personFactsOf } from '#lib/membership/server/index.ts';
import type { Reader, Tx } from '#lib/platform/server/database.server.ts';
import type { Objection } from '../objection.ts';
import type { Reason, RuleAnswer } from '../rule.ts';
import { isRollId } from '../roll.ts';
import type { Verdict } from '../verdict.ts';
import { bytesToHex } from './bytes.ts';
import { answerAbout } from './lines/member-answers.ts';
import { asRoll } from './roll-role.ts';
import { rollById, type WholeRoll } from './summaries.ts';
import { rollLine, rollObjection } from './tables.ts';

/** A member's own line, with the reason. */
export interface OwnLine {
  readonly lineId: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly changesOn: string | null;
  /** Preliminary until the roll is sealed; null for those not entitled. */
  readonly number: number | null;
  /** Hex. */
  readonly salt: string;
  readonly unitPath: string;
  /** Set where people decided instead of the rule. */
  readonly decisionReason: string | null;
}

export interface OwnPlace {
  readonly roll: WholeRoll;
  readonly line: OwnLine | null;
  /** Where there is no line: what the rule says about the person, so that they learn why. */
  readonly answer: RuleAnswer | null;
  readonly objections: readonly Objection[];
}

/** The person's own line with its reason, whatever the verdict; null when they have none. */
export async function lineOf(reader: Reader, rollId: string, personId: string): Promise<OwnLine | null> {
  return asRoll(reader, (tx) => ownLineOf(tx, rollId, personId));
}

async function ownLineOf(tx: Tx, rollId: string, personId: string): Promise<OwnLine | null> {
  const own = and(eq(rollLine.rollId, rollId), eq(rollLine.personId, personId));
  const [row] = await tx.select().from(rollLine).where(own);
  if (!row) return null;
  const { id, verdict, salt, reasons, changesOn, number, unitPath, decisionReason } = row;
  return {
    lineId: id.toString(),
    verdict: verdict as Verdict,
    salt: bytesToHex(salt),
    ...{ reasons, changesOn, number, unitPath, decisionReason },
  };
}

/** What a member sees of a roll: their own place on it. Null for those who never belonged to the unit. */
export async function ownPlace(reader: Reader, rollId: string, actor: PersonActor): Promise<OwnPlace | null> {
  if (!isRollId(rollId)) return null;
  const { personId } = actor;
  const found = await asRoll(reader, async (tx) => {
    const roll = await rollById(tx, rollId);
    if (!roll) return null;
    return {
      roll,
      line: await ownLineOf(tx, rollId, personId),
      objections: await ownObjections(tx, rollId, personId),
    };
  });
  if (!found || found.roll.state === 'computed') return null;
  if (found.line) return { ...found, answer: null };
  if (!actor.memberOf.some((path) => path.startsWith(found.roll.unitPath))) return null;
  const facts = await personFactsOf(reader, personId, found.roll.cutOff);
  return { ...found, answer: facts && answerAbout(facts, found.roll) };
}

async function ownObjections(tx: Tx, rollId: string, personId: string): Promise<Objection[]> {
  const rows = await tx
    .select()
    .from(rollObjection)
    .where(and(eq(rollObjection.rollId, rollId), eq(rollObjection.personId, personId)))
    .orderBy(asc(rollObjection.raisedAt));
  return rows.map((row) => ({ ...row, decision: row.decision as Objection['decision'] }));
}
