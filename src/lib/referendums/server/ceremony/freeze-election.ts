import { eq } from 'drizzle-orm';
import {
  composeElection,
  credentialAuthority,
  ed25519,
  parseElection,
  parseTrustees,
  type ElectionPlan,
} from '#crypto';
import { rollOfAct } from '#lib/eligibility/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { electionQuestion } from '../../question.ts';
import type { ReferendumRow } from '../loading.ts';
import { cardKeyIn } from '../box/card-check.server.ts';
import { frozenElection } from '../tables.ts';

/** A moment as the record and the fingerprint have it: UTC, to the second. */
export function secondOf(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`;
}

/**
 * Writes the election's exact bytes once the trustees' keys stand. Its field `credential_authority` fixes card key, roll
 * and times, so that the one fingerprint which everyone sees covers all of it.
 */
export async function freezeElection(
  tx: Tx,
  actor: Actor,
  frozen: { readonly row: ReferendumRow; readonly trustees: string },
): Promise<void> {
  const { row, trustees } = frozen;
  const subject = { kind: 'referendum', id: row.uuid };
  const roll = await rollOfAct(tx, subject);
  const cardKey = await cardKeyIn(tx, row.uuid);
  if (!roll?.hash || !cardKey) throw new Error('The roll or the card key of this referendum is missing.');
  const commitment = { size: roll.entitled, hash: roll.hash };
  const times = { opens: secondOf(row.opensAt), closes: secondOf(row.closesAt) };
  const { publicKey } = parseTrustees(ed25519, trustees);
  const election = composeElection(ed25519, publicKey, {
    ...planOf(row),
    credentialAuthority: credentialAuthority({ cardKey, roll: commitment, ...times }),
  });
  await tx.insert(frozenElection).values({
    uuid: row.uuid,
    election,
    trustees,
    fingerprint: parseElection(election, [ed25519]).fingerprint,
    rollHash: commitment.hash,
    rollSize: commitment.size,
  });
  await recordFact(tx, actor, { kind: 'referendums.election-frozen', subject });
}

function planOf({ uuid, asked }: ReferendumRow): ElectionPlan {
  return {
    uuid,
    name: asked.title,
    description: asked.explanation,
    administrator: 'Stimmhaus',
    questions: asked.questions.map(electionQuestion),
  };
}

export async function frozenIn(tx: Tx, uuid: string): Promise<typeof frozenElection.$inferSelect | null> {
  const [row] = await tx.select().from(frozenElection).where(eq(frozenElection.uuid, uuid));
  return row ?? null;
}
