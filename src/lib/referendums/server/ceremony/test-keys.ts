import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import {
  checkDecryptionTest,
  checkTestAnswer,
  checkThreshold,
  composeTrustees,
  formatEntry,
  LAST_ROUND,
  readCeremony,
  Refused,
  refuseFalseTest,
  thresholdParameters,
  type ThresholdKeys,
} from '#crypto';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome, type Refusal } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { appendEntry } from '#lib/record/server/index.ts';
import { referendumUuid } from '../../referendum.ts';
import type { CeremonyBoard } from '../../trustee-desk.ts';
import { isRefusal } from '../loading.ts';
import { decryptionTest, decryptionTestAnswer } from '../tables.ts';
import { boardOf, group, scopeOf, seatOf, type Seat } from './board.ts';
import { freezeElection } from './freeze-election.ts';

const part = z.string().min(2).max(20_000, 'field-too-long');

export const testPosting = z.object({ uuid: referendumUuid, test: part });
export const testAnswering = z.object({
  uuid: referendumUuid,
  maker: z.coerce.number().int().min(1).max(15),
  answer: part,
});
export const testConfirming = z.object({
  uuid: referendumUuid,
  /** The number that the maker had put into the own test. */
  content: z.coerce.number().int().min(0).max(9999),
});

interface Table extends Seat {
  readonly board: CeremonyBoard;
  readonly keys: ThresholdKeys;
  readonly trustees: string;
}

/** The trustee's own trial ciphertext, made in the own page after the ceremony's last round. */
export async function postDecryptionTest(
  actor: Actor,
  input: z.output<typeof testPosting>,
): Promise<Outcome<undefined>> {
  return atTable(actor, input.uuid, async (tx, table) => {
    const { uuid, attempt } = table.board;
    const wrong = refusalIn(() => refuseFalseTest({ group, uuid }, input.test));
    if (wrong) return wrong;
    await tx
      .insert(decryptionTest)
      .values({ uuid, attempt, maker: table.index, test: input.test })
      .onConflictDoNothing();
    return done();
  });
}

/** A trustee's factor for somebody's test, with its proof. */
export async function answerTest(
  actor: Actor,
  input: z.output<typeof testAnswering>,
): Promise<Outcome<undefined>> {
  return atTable(actor, input.uuid, async (tx, table) => {
    const { uuid, attempt, tests } = table.board;
    const asked = tests.find(({ maker }) => maker === input.maker);
    if (!asked) return refuse(409, 'test-missing');
    const { index, keys } = table;
    const key = keys.verificationKeys[index - 1]!;
    const given = { test: asked.test, answer: input.answer };
    const wrong = refusalIn(() => checkTestAnswer({ group, uuid }, given, { index, key }));
    if (wrong) return wrong;
    await tx
      .insert(decryptionTestAnswer)
      .values({ uuid, attempt, maker: input.maker, index: table.index, answer: input.answer })
      .onConflictDoNothing();
    return done();
  });
}

/**
 * The maker recognises the own number: every choice of t trustees decrypts it. With the last confirmation the election's
 * bytes are frozen.
 */
export async function confirmTest(
  actor: Actor,
  input: z.output<typeof testConfirming>,
): Promise<Outcome<{ frozen: boolean }>> {
  return atTable(actor, input.uuid, async (tx, table) => {
    const { board, index } = table;
    const own = board.tests.find(({ maker }) => maker === index);
    if (!own) return refuse(409, 'test-missing');
    const found = contentOf(table, own.test);
    if (typeof found !== 'number') return found;
    if (found !== input.content) return refuse(422, 'test-content-differs');
    await tx
      .update(decryptionTest)
      .set({ content: found })
      .where(
        and(
          eq(decryptionTest.uuid, board.uuid),
          eq(decryptionTest.attempt, board.attempt),
          eq(decryptionTest.maker, index),
          isNull(decryptionTest.content),
        ),
      );
    const confirmed = board.tests.filter(({ maker, content }) => maker === index || content !== null);
    const isLast = own.content === null && confirmed.length === board.size;
    if (isLast) await finish(tx, actor, table);
    return done({ frozen: confirmed.length === board.size });
  });
}

/** What the protocol has against it, as a refusal; null where it has nothing. */
function refusalIn(check: () => unknown): Refusal | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof Refused) return refuse(422, error.code);
    throw error;
  }
}

function contentOf({ board, keys, index }: Table, test: string): number | Refusal {
  const answers = board.answers.filter(({ maker }) => maker === index).map(({ answer }) => answer);
  try {
    return checkDecryptionTest({ group, uuid: board.uuid }, { keys, test, answers });
  } catch (error) {
    if (error instanceof Refused) return refuse(409, error.code);
    throw error;
  }
}

async function finish(tx: Tx, actor: Actor, { row, trustees }: Table): Promise<void> {
  const board = await boardOf(tx, row);
  const transcript = JSON.stringify({ messages: board.messages, tests: board.tests, answers: board.answers });
  const entry = { type: 'ceremony', uuid: row.uuid, round: board.attempt, transcript } as const;
  await appendEntry(tx, row.uuid, formatEntry(entry));
  await freezeElection(tx, actor, { row, trustees });
}

/** Runs `work` for a trustee once the ceremony's messages are complete and checked. */
async function atTable<T>(
  actor: Actor,
  uuid: string,
  work: (tx: Tx, table: Table) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return transact(async (tx) => {
    const seat = await seatOf(tx, actor, uuid);
    if (isRefusal(seat)) return seat;
    if (seat.row.state !== 'keys') return refuse(409, 'ceremony-not-open');
    const board = await boardOf(tx, seat.row);
    const transcript = await readCeremony(scopeOf(seat.row, board.size), board.messages);
    if (transcript.round <= LAST_ROUND) return refuse(409, 'ceremony-not-complete');
    const parameters = thresholdParameters(transcript);
    const keys = checkThreshold(group, parameters);
    const trustees = composeTrustees([['Pedersen', parameters]]);
    const outcome = await work(tx, { ...seat, board, keys, trustees });
    await ringChanged(tx, { kind: 'referendum', id: uuid });
    return outcome;
  });
}
