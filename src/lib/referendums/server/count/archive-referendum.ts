import { createHash } from 'node:crypto';
import { z } from 'zod';
import { formatEntry } from '#crypto';
import { isRecentlySignedIn, type Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { appendEntry } from '#lib/record/server/index.ts';
import { referendumUuid } from '../../referendum.ts';
import { committing, isRefusal, loadFor, lockAlone, moveState } from '../loading.ts';
import { publicFile, type PublicFile } from '../public-files.ts';

export const archiving = z.object({ uuid: referendumUuid });

/** What never changes again, in the order of their names; record and checkpoint go on with this very entry. */
const KEPT: readonly PublicFile[] = ['card-key.pem', 'cards.json', 'election.bel'];

/**
 * The last step: the record says by hash which files are kept for good, so that whoever gets them in ten years knows that
 * they are the ones. Done again it changes nothing.
 */
export async function archiveReferendum(
  actor: Actor,
  { uuid }: z.output<typeof archiving>,
): Promise<Outcome<{ archived: true }>> {
  return transact(async (tx) => {
    await lockAlone(tx, uuid);
    const row = await loadFor(tx, actor, { uuid, may: committing });
    if (isRefusal(row)) return row;
    if (row.state === 'archived') return done({ archived: true });
    if (row.state !== 'confirmed') return refuse(409, 'nothing-to-archive');
    if (!isRecentlySignedIn(actor, await houseNow(tx))) return refuse(401, 'sign-in-again');
    const subject = { kind: 'referendum', id: uuid };
    await appendEntry(tx, uuid, formatEntry({ type: 'archived', uuid, files: await keptFiles(uuid) }));
    await moveState(tx, row, 'archived');
    await recordEvidence(tx, actor, { code: 'referendum-archived', subject });
    await recordFact(tx, actor, { kind: 'referendums.referendum-archived', subject });
    await ringChanged(tx, subject);
    return done({ archived: true });
  });
}

async function keptFiles(uuid: string): Promise<{ path: string; sha256: string }[]> {
  const kept: { path: string; sha256: string }[] = [];
  for (const path of KEPT) {
    const hash = createHash('sha256');
    const bytes = await publicFile(uuid, path);
    if (!bytes) throw new Error(`The referendum ${uuid} has no ${path}.`);
    for await (const piece of bytes) hash.update(piece);
    kept.push({ path, sha256: hash.digest('hex') });
  }
  return kept;
}
