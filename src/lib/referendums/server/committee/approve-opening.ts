import { z } from 'zod';
import { base64, formatEntry, type EntryOf } from '#crypto';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { appendEntry, logOf } from '#lib/record/server/index.ts';
import { referendumUuid } from '../../referendum.ts';
import { approverNames } from './abort-referendum.ts';
import { approve, APPROVALS_NEEDED } from './approvals.ts';
import { boothFiles } from './booth-files.server.ts';
import { cardKeyIn } from '../box/card-check.server.ts';
import { frozenIn, secondOf } from '../ceremony/freeze-election.ts';
import { committing, isRefusal, loadFor, lockAlone, moveState, type ReferendumRow } from '../loading.ts';

export const openingApproval = z.object({ uuid: referendumUuid });

/**
 * Two people of the committee approve that cards may be drawn. From then on nothing can change by any route: the setup
 * entry with election, trustees, card key, roll, times, batches and booth files stands on the record.
 */
export async function approveOpening(
  actor: Actor,
  input: z.output<typeof openingApproval>,
): Promise<Outcome<{ ready: boolean }>> {
  return transact(async (tx) => {
    await lockAlone(tx, input.uuid);
    const row = await loadFor(tx, actor, { uuid: input.uuid, may: committing });
    if (isRefusal(row)) return row;
    if (row.state === 'ready' || row.state === 'open') return done({ ready: true });
    const isFrozen = row.state === 'keys' && (await frozenIn(tx, row.uuid)) !== null;
    if (!isFrozen) return refuse(409, 'keys-not-ready');
    const approvals = await approve(tx, actor, { uuid: row.uuid, act: 'open' });
    if (typeof approvals !== 'number') return approvals;
    const subject = { kind: 'referendum', id: row.uuid };
    await recordEvidence(tx, actor, { code: 'opening-approved', subject });
    await recordFact(tx, actor, { kind: 'referendums.opening-approved', subject });
    await ringChanged(tx, subject);
    if (approvals < APPROVALS_NEEDED) return done({ ready: false });
    await appendEntry(tx, row.uuid, formatEntry(await setupEntry(tx, row)));
    await moveState(tx, row, 'ready');
    await recordFact(tx, actor, { kind: 'referendums.referendum-ready', subject });
    return done({ ready: true });
  });
}

async function setupEntry(tx: Tx, row: ReferendumRow): Promise<EntryOf<'setup'>> {
  const { uuid, configuration } = row;
  const frozen = await frozenIn(tx, uuid);
  const key = await cardKeyIn(tx, uuid);
  const log = await logOf(tx, uuid);
  if (!frozen || !key || !log) throw new Error('This referendum is not frozen.');
  return {
    type: 'setup',
    uuid,
    election: frozen.election,
    trustees: frozen.trustees,
    cardKey: base64(key.spki),
    recordKey: log.key,
    roll: { size: frozen.rollSize, hash: frozen.rollHash },
    opens: secondOf(row.opensAt),
    closes: secondOf(row.closesAt),
    objectionHours: Math.ceil(configuration.objectionHours),
    batches: { size: configuration.batchSize, waiting: configuration.batchWaiting, timed: false },
    marks: configuration.drawCrowd,
    least: { roll: configuration.minimumBallots, ballots: configuration.minimumBallots },
    booth: boothFiles(),
    approvedBy: await approverNames(tx, uuid, 'open'),
  };
}
