import { asc, eq } from 'drizzle-orm';
import { type MessageKind, parseMessage } from '#crypto';
import { rollOfAct } from '#lib/eligibility/server/index.ts';
import { personName } from '#lib/membership/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { isPlayground } from '#lib/platform/server/config.server.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import type { RaisedObjection, ReferendumFrame } from '../../member-view.ts';
import type { Approvals, CeremonyProgress, NextMoment, OfficeView, RollStanding } from '../../office-view.ts';
import { mayCommit, mayOversee, mayWrite } from '../../powers.ts';
import { referendumUuid } from '../../referendum.ts';
import { abortNeedsProvenFault, mayAbort } from '../../state.ts';
import { taskOf } from '../../task.ts';
import { boardOf } from '../ceremony/board.ts';
import type { ReferendumRow } from '../loading.ts';
import { approvalsOf } from '../referendums.ts';
import { referendum, voteObjection } from '../tables.ts';
import { frameViewOf } from './frame-view.ts';
import { told } from './member-view.ts';

/** Everything that those who oversee a referendum see of it; null for everybody else. */
export async function officeView(actor: Actor, uuid: string): Promise<OfficeView | null> {
  if (!referendumUuid.safeParse(uuid).success) return null;
  return transact(async (tx) => {
    const [row] = await tx.select().from(referendum).where(eq(referendum.uuid, uuid));
    if (!row || !mayOversee(actor, row)) return null;
    const frame = await frameViewOf(tx, row);
    const roll = await rollStanding(tx, uuid);
    const objections = await raisedObjections(tx, uuid);
    const hasFactors = frame.trustees.some((one) => one.factors !== null);
    return {
      ...frame,
      configuration: row.configuration,
      task: taskOf(progressOf(frame, { roll, objections }), await houseNow(tx)),
      roll,
      ceremony: row.ceremonyAttempt > 0 ? await ceremonyProgress(tx, row) : null,
      approvals: await approvalsByAct(tx, actor, uuid),
      objections,
      mayWrite: mayWrite(actor, row),
      mayCommit: mayCommit(actor, row),
      mayAbort: mayAbort(row.state, hasFactors),
      abortNeedsEvidence: abortNeedsProvenFault(row.state),
      clock: isPlayground() ? { to: nextMoment(row.state) } : null,
    };
  });
}

function progressOf(
  frame: ReferendumFrame,
  {
    roll,
    objections,
  }: { readonly roll: RollStanding | null; readonly objections: readonly RaisedObjection[] },
) {
  return {
    state: frame.state,
    trustees: frame.trustees.length,
    threshold: frame.threshold,
    roll,
    isFrozen: frame.fingerprint !== null,
    objectionsOpen: objections.filter((one) => one.decision === null).length,
    times: frame.times,
  };
}

function nextMoment(state: ReferendumRow['state']): NextMoment | null {
  if (state === 'inspection') return 'end-of-inspection';
  if (state === 'ready') return 'opening';
  if (state === 'open') return 'closing';
  return state === 'closed' || state === 'objection' ? 'end-of-objections' : null;
}

export async function rollStanding(tx: Tx, uuid: string): Promise<RollStanding | null> {
  const roll = await rollOfAct(tx, { kind: 'referendum', id: uuid });
  if (!roll) return null;
  const { rollId, state, entitled, unknown, refused, objectionsOpen, hash } = roll;
  return { rollId, state, entitled, unknown, refused, objectionsOpen, hash };
}

export async function raisedObjections(tx: Tx, uuid: string): Promise<RaisedObjection[]> {
  const rows = await tx
    .select()
    .from(voteObjection)
    .where(eq(voteObjection.uuid, uuid))
    .orderBy(asc(voteObjection.raisedAt));
  const names = await personName(
    tx,
    rows.map((row) => row.personId),
  );
  return rows.map((row) => ({ ...told(row), name: names.get(row.personId) ?? null }));
}

async function ceremonyProgress(tx: Tx, row: ReferendumRow): Promise<CeremonyProgress> {
  const board = await boardOf(tx, row);
  const kinds = board.messages.map((message) => parseMessage(message).kind);
  const count = (kind: MessageKind): number => kinds.filter((one) => one === kind).length;
  return {
    attempt: board.attempt,
    size: board.size,
    commitments: count('commitment'),
    reveals: count('reveal'),
    shares: count('shares'),
    verifications: count('verification'),
    confirmations: count('confirmation'),
    testsMade: board.tests.length,
    testsAnswered: board.answers.length,
    testsConfirmed: board.tests.filter((test) => test.content !== null).length,
  };
}

async function approvalsByAct(tx: Tx, actor: Actor, uuid: string): Promise<Approvals[]> {
  const rows = await approvalsOf(tx, uuid);
  const names = await personName(
    tx,
    rows.map((row) => row.personId),
  );
  const acts = [...new Set(rows.map((row) => row.act))];
  return acts.map((act) => {
    const given = rows.filter((row) => row.act === act);
    return {
      act,
      names: given.map((row) => names.get(row.personId) ?? '–'),
      reasons: given.map((row) => row.reason).filter(Boolean),
      mine: actor.kind === 'person' && given.some((row) => row.personId === actor.personId),
    };
  });
}
