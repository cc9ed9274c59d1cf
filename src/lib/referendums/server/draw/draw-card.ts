import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { entitledLine } from '#lib/eligibility/server/index.ts';
import { isRecentlySignedIn, type Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { asRole, transact, type Tx } from '#lib/platform/server/database.server.ts';
import { referendumUuid } from '../../referendum.ts';
import { mayDrawNow } from '../../state.ts';
import { CARD_BYTES, signBlinded } from './card-signing.server.ts';
import { lockDraws, lockShared, standing, type ReferendumRow } from '../loading.ts';
import { cardKey } from '../tables.ts';

export const drawRequest = z.object({
  uuid: referendumUuid,
  /** The blinded message of the booth: 384 bytes in standard base64. */
  blinded: z.string().regex(/^[A-Za-z0-9+/]{512}$/, 'blinded-not-valid'),
});

/**
 * Signs one blinded card for the person's line of the sealed roll. The same blinded message gets the same signature
 * again, another one is refused. Leaves no fact, job, log line or mail: only the mark that someone of this line drew.
 */
export async function drawCard(
  actor: Actor,
  input: z.output<typeof drawRequest>,
): Promise<Outcome<{ signature: string }>> {
  if (actor.kind !== 'person') return refuse(401, 'sign-in-first');
  const blinded = Buffer.from(input.blinded, 'base64');
  if (blinded.length !== CARD_BYTES) return refuse(422, 'blinded-not-valid');
  return transact(async (tx) => {
    await lockShared(tx, input.uuid);
    await lockDraws(tx, input.uuid);
    const found = await standing(tx, input.uuid);
    if (!found?.row.rollId) return refuse(404, 'not-found');
    const line = await entitledLine(tx, found.row.rollId, actor.personId);
    if (!line) return refuse(403, 'not-on-roll');
    if (!isRecentlySignedIn(actor, found.now)) return refuse(401, 'sign-in-again');
    if (!mayDrawNow(found.row, found.now)) return refuse(409, 'drawing-not-open');
    const [key] = await tx.select().from(cardKey).where(eq(cardKey.uuid, input.uuid));
    if (!key?.privateSealed) return refuse(409, 'drawing-not-open');
    const signature = signBlinded(input.uuid, key.privateSealed, blinded);
    if (!signature) return refuse(422, 'blinded-not-valid');
    const hash = createHash('sha256').update(blinded).digest('hex');
    const standingHash = await markDrawn(tx, found.row, { line: line.number, hash });
    if (standingHash !== hash) return refuse(409, 'card-already-drawn');
    return done({ signature: Buffer.from(signature).toString('base64') });
  });
}

async function markDrawn(
  tx: Tx,
  row: ReferendumRow,
  mark: { readonly line: number; readonly hash: string },
): Promise<string> {
  return asRole(tx, 'stimmhaus_roll', async () => {
    const rows = await tx.execute<{ standing: string }>(
      sql`select write_draw_mark(${row.uuid}, ${mark.line}, ${mark.hash}, ${row.configuration.drawCrowd}) as standing`,
    );
    return String(rows[0]?.standing);
  });
}
