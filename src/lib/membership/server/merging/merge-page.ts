import { and, desc, eq, isNull } from 'drizzle-orm';
import { accountOf } from '#lib/accounts/server/index.ts';
import { pathsWithPower, type Actor } from '#lib/platform/actor.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { dayOf } from '../../day.ts';
import { MERGED_FIELDS, mergePeopleShape, sideToBegin, type Side } from '../../merging/merging.ts';
import { isOneself } from '../../powers.ts';
import { memberWithin } from '../people/reach.ts';
import { application, duesStanding, residence, unit } from '../tables.ts';
import { againstMerging, bothToMerge, personRow, type BothEntries } from './both-entries.ts';
import { rowsNow, type SomeRow } from './dated-rows.ts';
import { fatesOf } from './join-rows.ts';
import { entryByNumber, suspectedTwins } from './suspected-twins.ts';

/** Who may be the same as this person, and, once one is chosen, both side by side; null for who may not merge. */
export async function mergePage(
  actor: Actor,
  asked: { readonly personId: string; readonly with: string | null; readonly number: string | null },
) {
  if (pathsWithPower(actor, 'members.write').length === 0 || isOneself(actor, asked.personId)) return null;
  return transact(async (tx) => {
    const { personId } = asked;
    const day = dayOf(await houseNow(tx));
    const reached = await memberWithin(tx, actor, { power: 'members.write', personId, day });
    if (!reached) return null;
    const own = await personRow(tx, personId);
    const number = asked.number?.trim() ?? '';
    const found = number === '' ? asked.with : await entryByNumber(tx, actor, { number, day });
    const both = found ? await bothToMerge(tx, actor, { personId, otherId: found }) : null;
    return {
      person: { id: personId, name: `${own.givenName} ${own.familyName}` },
      unitName: reached.unitName,
      twins: await suspectedTwins(tx, actor, { personId, day }),
      number,
      isUnknown:
        (number !== '' || asked.with !== null) && (both === null || (!both.ok && both.status === 404)),
      refused: both && !both.ok && both.status !== 404 ? both.code : null,
      pair: both?.ok ? await sideBySide(tx, both.value) : null,
    };
  });
}

async function sideBySide(tx: Tx, both: BothEntries) {
  const { kept, other } = both;
  const [one, two] = [await personRow(tx, kept.personId), await personRow(tx, other.personId)];
  const homes = await lastOf(tx, 'residence', both);
  const dues = await lastOf(tx, 'dues', both);
  return {
    kept: await inShort(tx, kept.personId),
    other: await inShort(tx, other.personId),
    fields: MERGED_FIELDS.map((field) => ({
      field,
      kept: one[field],
      other: two[field],
      begin: sideToBegin(one[field], two[field]),
    })),
    homes: { ...homes, begin: sideToBegin(homes.kept, homes.other) },
    dues: { ...dues, begin: sideToBegin(dues.kept, dues.other) },
    memberships: { kept: await spellsIf(tx, both, 'kept'), other: await spellsIf(tx, both, 'other') },
    against: (await againstMerging(tx, both))?.code ?? null,
  };
}

async function inShort(tx: Tx, personId: string) {
  const row = await personRow(tx, personId);
  const account = await accountOf(tx, personId);
  const offices = await rowsNow(tx, 'office', [personId]);
  const [applied] = await tx
    .select({ at: application.confirmedAt })
    .from(application)
    .where(eq(application.personId, personId))
    .orderBy(desc(application.confirmedAt))
    .limit(1);
  return {
    id: personId,
    name: `${row.givenName} ${row.familyName}`,
    number: row.number,
    signsInAs: account?.isActivated ? account.email : null,
    offices: offices.map(({ kind, fromOn, toOn }) => ({
      kind: kind ?? '',
      fromOn: fromOn ?? '',
      toOn: toOn ?? null,
    })),
    appliedAt: applied?.at ?? null,
  };
}

/** The home or standing each entry knows last. */
async function lastOf<K extends 'residence' | 'dues'>(tx: Tx, kind: K, { kept, other }: BothEntries) {
  const table = kind === 'residence' ? residence : duesStanding;
  const last = async ({ personId }: { personId: string }): Promise<SomeRow | null> => {
    const [row] = await tx
      .select()
      .from(table)
      .where(and(eq(table.personId, personId), isNull(table.supersededAt)))
      .orderBy(desc(table.since))
      .limit(1);
    return row ?? null;
  };
  return { kept: shown(await last(kept)), other: shown(await last(other)) };
}

function shown(row: SomeRow | null) {
  if (!row) return null;
  const { street = null, postcode = null, town = null, country = 'DE', standing = null, since = null } = row;
  return { street, postcode, town, country, standing, since };
}

interface JoinedHistory {
  readonly refused: string | null;
  readonly rows: readonly {
    readonly unitName: string;
    readonly joinedOn: string;
    readonly endedOn: string | null;
  }[];
  readonly struck: number;
}

/** The history that would stand if this side led, or why it cannot. */
async function spellsIf(tx: Tx, { kept, other }: BothEntries, memberships: Side): Promise<JoinedHistory> {
  const input = mergePeopleShape.parse({ personId: kept.personId, otherId: other.personId, memberships });
  const fates = await fatesOf(tx, input);
  if (!fates.ok) return { refused: fates.code, rows: [], struck: 0 };
  const units = await tx.select({ id: unit.id, name: unit.name }).from(unit);
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const all = fates.value.filter(({ kind }) => kind === 'membership');
  const rows = all
    .flatMap(({ row, next }) => (next ? [{ ...row, ...next }] : []))
    .map((row) => ({
      unitName: names.get(row.unitId ?? '') ?? '',
      joinedOn: row.joinedOn ?? '',
      endedOn: row.endedOn ?? null,
    }))
    .sort((a, b) => a.joinedOn.localeCompare(b.joinedOn));
  return { refused: null, rows, struck: all.filter(({ next }) => next === null).length };
}
