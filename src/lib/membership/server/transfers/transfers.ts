import { and, desc, eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { pathsWithPower, type Actor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { dayOf } from '../../day.ts';
import { isOneself, mayAnswerTransfers } from '../../powers.ts';
import { transferDays, type TransferSide } from '../../transfer.ts';
import { isRowId } from '../row-id.ts';
import { openMembership } from '../people/reach.ts';
import { person, transfer, transferAnswer, unit } from '../tables.ts';

const from = alias(unit, 'from_unit');
const to = alias(unit, 'to_unit');
const SHOWN = 200;

const columns = {
  id: transfer.id,
  personId: person.id,
  number: person.number,
  givenName: person.givenName,
  familyName: person.familyName,
  fromName: from.name,
  fromPath: from.path,
  toName: to.name,
  toPath: to.path,
  reason: transfer.reason,
  wishedOn: transfer.wishedOn,
  note: transfer.note,
  appliedAt: transfer.appliedAt,
  answerBy: transfer.answerBy,
  state: transfer.state,
  closedAt: transfer.closedAt,
  movedOn: transfer.movedOn,
};

async function found(where: SQL | undefined) {
  const rows = await database()
    .select(columns)
    .from(transfer)
    .innerJoin(person, eq(person.id, transfer.personId))
    .innerJoin(from, eq(from.id, transfer.fromUnitId))
    .innerJoin(to, eq(to.id, transfer.toUnitId))
    .where(where)
    .orderBy(sql`${transfer.state} = 'open' desc`, desc(transfer.appliedAt))
    .limit(SHOWN);
  const answers = await answersTo(rows.map((row) => row.id));
  return rows.map((row) => ({ ...row, answers: answers.filter((one) => one.transferId === row.id) }));
}

async function answersTo(ids: readonly string[]) {
  if (ids.length === 0) return [];
  const { transferId, side, decision, reason, answeredAt } = transferAnswer;
  return database()
    .select({ transferId, side, decision, reason, answeredAt })
    .from(transferAnswer)
    .where(inArray(transferId, [...ids]));
}

/** Transfers that leave or reach a unit for which the actor answers. */
function theirs(actor: Actor): SQL | undefined {
  const paths = pathsWithPower(actor, 'transfers.answer');
  if (paths.length === 0) return sql`false`;
  return or(
    ...paths.flatMap((path) => [sql`${from.path} like ${path + '%'}`, sql`${to.path} like ${path + '%'}`]),
  );
}

type Found = Awaited<ReturnType<typeof found>>[number];

/** The sides for which the actor still owes an answer. */
function owed(actor: Actor, row: Found): TransferSide[] {
  if (row.state !== 'open' || isOneself(actor, row.personId)) return [];
  const sides = [
    { side: 'giving', path: row.fromPath },
    { side: 'receiving', path: row.toPath },
  ] as const;
  return sides
    .filter(
      ({ side, path }) => mayAnswerTransfers(actor, path) && !row.answers.some((one) => one.side === side),
    )
    .map(({ side }) => side);
}

/** What both boards see, open ones first; null for who answers for no unit. */
export async function transfers(actor: Actor) {
  if (pathsWithPower(actor, 'transfers.answer').length === 0) return null;
  const rows = await found(theirs(actor));
  return rows.map((row) => ({ ...row, owes: owed(actor, row) }));
}

export async function transferPage(actor: Actor, id: string) {
  if (!isRowId(id)) return null;
  const [row] = await found(and(eq(transfer.id, id), theirs(actor)));
  return row ? { ...row, owes: owed(actor, row) } : null;
}

/** How many transfers wait for an answer of this officer. */
export async function transfersToAnswer(actor: Actor): Promise<number> {
  if (pathsWithPower(actor, 'transfers.answer').length === 0) return 0;
  const rows = await found(and(eq(transfer.state, 'open'), theirs(actor)));
  return rows.filter((row) => owed(actor, row).length > 0).length;
}

/** A member's own transfers and where they might go; null for nobody. */
export async function ownTransfers(actor: Actor) {
  if (actor.kind !== 'person') return null;
  const reader = database();
  const { number, name } = unit;
  const units = await reader
    .select({ number, name })
    .from(unit)
    .where(inArray(unit.kind, ['kreis', 'ort']))
    .orderBy(name);
  const today = dayOf(await houseNow(reader));
  const isMember = (await openMembership(reader, actor.personId)) !== null;
  const rows = await found(eq(transfer.personId, actor.personId));
  return { transfers: rows, units, isMember, days: transferDays(today) };
}
