import { and, asc, eq } from 'drizzle-orm';
import { claimedCheckpoint, type Agreement, type Checkpoint } from '#crypto';
import type { Actor } from '#lib/platform/actor.ts';
import { refuse, type Refusal } from '#lib/platform/outcome.ts';
import { database, type Reader } from '#lib/platform/server/database.server.ts';
import { checkpointOf } from '#lib/record/server/index.ts';
import { encryptedTally, frozenElection, partialDecryption, referendum, trustee } from '../tables.ts';

/** What a trustee decrypts, all of it public. */
export interface Count {
  readonly election: string;
  readonly trustees: string;
  readonly tally: string;
  readonly ballots: number;
  /** The record up to and with the close, which every trustee signs before a factor leaves. */
  readonly closing: Checkpoint;
}

export type Handed = typeof partialDecryption.$inferSelect;

/** The actor's number among the trustees; who is none hears that there is nothing. */
export async function ownerOf(actor: Actor, uuid: string): Promise<number | Refusal> {
  if (actor.kind !== 'person') return refuse(401, 'sign-in-first');
  const [row] = await database()
    .select({ index: trustee.index })
    .from(trustee)
    .where(and(eq(trustee.uuid, uuid), eq(trustee.personId, actor.personId)));
  return row?.index ?? refuse(404, 'not-found');
}

/** Null until the encrypted tally stands on the record. */
export async function countOf(uuid: string): Promise<Count | null> {
  const [row] = await database()
    .select()
    .from(encryptedTally)
    .innerJoin(frozenElection, eq(frozenElection.uuid, encryptedTally.uuid))
    .innerJoin(referendum, eq(referendum.uuid, encryptedTally.uuid))
    .where(eq(encryptedTally.uuid, uuid));
  const size = row?.referendum.closingSize;
  const note = size ? await checkpointOf(database(), uuid, size) : null;
  if (!row || note === null) return null;
  const { election, trustees } = row.frozen_election;
  const { tally, ballots } = row.encrypted_tally;
  return { election, trustees, tally, ballots, closing: claimedCheckpoint(note) };
}

export function agreementOf(uuid: string, owner: number, count: Count): Agreement {
  return { uuid, owner, checkpoint: count.closing };
}

/** All that was handed in so far, by trustee, the newest of each last. */
export async function handedIn(reader: Reader, uuid: string): Promise<readonly Handed[]> {
  return reader
    .select()
    .from(partialDecryption)
    .where(eq(partialDecryption.uuid, uuid))
    .orderBy(asc(partialDecryption.index), asc(partialDecryption.attempt));
}
