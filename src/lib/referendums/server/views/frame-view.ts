import { conditionsOf, type Reason, type Rule, ruleShape } from '#lib/eligibility/rule.ts';
import { personName, unitsByPath } from '#lib/membership/server/index.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { logOf } from '#lib/record/server/index.ts';
import { neededForQuorum } from '#lib/statutes/majority.ts';
import type { NamedTrustee, PublishedTurnout, ReferendumFrame, Times } from '../../member-view.ts';
import { countRecorded } from '../box/close-referendum.ts';
import { objectionsUntil } from '../count/begin-count.ts';
import { handedIn } from '../count/desk.ts';
import { countingDeadline } from '../count/end-uncountable.ts';
import type { ReferendumRow } from '../loading.ts';
import { frozenOf, trusteesOf } from '../referendums.ts';
import { citationsOf } from './citations.ts';
import { resultViewOf } from './result-view.ts';

/** Articles that the pages of every referendum cite. */
const ALWAYS_CITED = ['referendum', 'roll', 'voting'];

export function timesOf(row: ReferendumRow): Times {
  const { rollObjectionUntil, opensAt, closesAt } = row;
  const until = { objectionsUntil: objectionsUntil(row), countingUntil: countingDeadline(row) };
  return { rollObjectionUntil, opensAt, closesAt, ...until };
}

/** What every page of a referendum shows. `reasons`: those of the reader's own line, whose articles are cited too. */
export async function frameViewOf(
  tx: Tx,
  row: ReferendumRow,
  reasons: readonly Reason[] = [],
): Promise<ReferendumFrame> {
  const rule = ruleShape.parse(row.eligibilityRule);
  const frozen = await frozenOf(tx, row.uuid);
  const unitNames = await namesOfUnits(tx, row, { rule, reasons });
  const cited = [...conditionsOf(rule), ...reasons].map((one) => one.article);
  const ofDecision = [row.decision.quorumArticle, row.decision.majorityArticle];
  return {
    uuid: row.uuid,
    state: row.state,
    asked: row.asked,
    unit: { path: row.unitPath, name: new Map(unitNames).get(row.unitPath) ?? '' },
    times: timesOf(row),
    cutOff: row.cutOff,
    rule,
    unitNames,
    citations: await citationsOf(tx, [...ALWAYS_CITED, ...cited, ...ofDecision], row.cutOff),
    decision: row.decision,
    threshold: row.threshold,
    trustees: await namedTrustees(tx, row.uuid),
    fingerprint: frozen?.fingerprint ?? null,
    rollId: row.rollId,
    rollSize: frozen?.rollSize ?? null,
    minimumBallots: row.configuration.minimumBallots,
    turnout: frozen ? await turnoutOf(tx, row, frozen.rollSize) : null,
    result: await resultViewOf(tx, row),
    endReason: row.endReason,
    hasRecord: ((await logOf(tx, row.uuid))?.size ?? 0) > 0,
  };
}

async function namesOfUnits(
  tx: Tx,
  row: ReferendumRow,
  { rule, reasons }: { readonly rule: Rule; readonly reasons: readonly Reason[] },
): Promise<(readonly [string, string])[]> {
  const ofRule = conditionsOf(rule).flatMap((one) => ('unitPath' in one ? [one.unitPath] : []));
  const ofReasons = reasons.flatMap((one) =>
    typeof one.params.unitPath === 'string' ? [one.params.unitPath] : [],
  );
  const units = await unitsByPath(tx, [...new Set([row.unitPath, ...ofRule, ...ofReasons])]);
  return units.map((unit) => [unit.path, unit.name] as const);
}

async function namedTrustees(tx: Tx, uuid: string): Promise<NamedTrustee[]> {
  const rows = await trusteesOf(tx, uuid);
  const names = await personName(
    tx,
    rows.map((row) => row.personId),
  );
  const handed = await handedIn(tx, uuid);
  return rows.map(({ index, personId, body }) => {
    const own = handed.filter((one) => one.index === index);
    const factors = own.length === 0 ? null : own.some((one) => one.fault === null) ? 'right' : 'wrong';
    return { index, body, name: names.get(personId) ?? '–', factors };
  });
}

/** Only ballots that stand on the record are counted: how many wait in the box, nobody is told. */
async function turnoutOf(tx: Tx, row: ReferendumRow, entitled: number): Promise<PublishedTurnout> {
  const { quorum } = row.decision.rule;
  const needed =
    quorum && quorum.measure !== 'yes' ? Number(neededForQuorum(quorum, BigInt(entitled))) : null;
  return { published: await countRecorded(tx, row.uuid), entitled, needed };
}
