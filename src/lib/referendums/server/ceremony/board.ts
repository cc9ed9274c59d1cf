import { and, asc, eq } from 'drizzle-orm';
import { ed25519, type CeremonyScope } from '#crypto';
import type { Actor } from '#lib/platform/actor.ts';
import { refuse, type Refusal } from '#lib/platform/outcome.ts';
import type { Reader, Tx } from '#lib/platform/server/database.server.ts';
import type { CeremonyBoard } from '../../trustee-desk.ts';
import { fastEd25519 } from '../threads/engine.ts';
import { lockAlone, type ReferendumRow } from '../loading.ts';
import { ceremonyMessage, decryptionTest, decryptionTestAnswer, trustee } from '../tables.ts';
import { trusteeSeat } from './trustee-seat.ts';

/** A trustee at the table: the referendum, locked, and the own number. */
export interface Seat {
  readonly row: ReferendumRow;
  readonly index: number;
}

/** Loads the referendum through its trustee; who is none hears that it does not exist. */
export async function seatOf(tx: Tx, actor: Actor, uuid: string): Promise<Seat | Refusal> {
  if (actor.kind !== 'person') return refuse(401, 'sign-in-first');
  await lockAlone(tx, uuid);
  const found = await trusteeSeat(tx, actor, uuid);
  if (!found) return refuse(404, 'not-found');
  return { row: found.referendum, index: found.trustee.index };
}

export async function sizeOf(reader: Reader, uuid: string): Promise<number> {
  const rows = await reader.select({ index: trustee.index }).from(trustee).where(eq(trustee.uuid, uuid));
  return rows.length;
}

export const group = (await fastEd25519()) ?? ed25519;

/** What the messages of one attempt are checked against. */
export function scopeOf(row: ReferendumRow, size: number): CeremonyScope {
  return { group, uuid: row.uuid, size, threshold: row.threshold };
}

export async function boardOf(reader: Reader, row: ReferendumRow): Promise<CeremonyBoard> {
  const { uuid, ceremonyAttempt: attempt, threshold } = row;
  const messages = await reader
    .select({ body: ceremonyMessage.body })
    .from(ceremonyMessage)
    .where(and(eq(ceremonyMessage.uuid, uuid), eq(ceremonyMessage.attempt, attempt)))
    .orderBy(asc(ceremonyMessage.position));
  const tests = await reader
    .select({ maker: decryptionTest.maker, test: decryptionTest.test, content: decryptionTest.content })
    .from(decryptionTest)
    .where(and(eq(decryptionTest.uuid, uuid), eq(decryptionTest.attempt, attempt)))
    .orderBy(asc(decryptionTest.maker));
  const answers = await reader
    .select({
      maker: decryptionTestAnswer.maker,
      index: decryptionTestAnswer.index,
      answer: decryptionTestAnswer.answer,
    })
    .from(decryptionTestAnswer)
    .where(and(eq(decryptionTestAnswer.uuid, uuid), eq(decryptionTestAnswer.attempt, attempt)))
    .orderBy(asc(decryptionTestAnswer.maker), asc(decryptionTestAnswer.index));
  const size = await sizeOf(reader, uuid);
  return { uuid, attempt, size, threshold, messages: messages.map(({ body }) => body), tests, answers };
}
