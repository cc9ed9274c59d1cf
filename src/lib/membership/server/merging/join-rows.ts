import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import type { MergePeople, Side } from '../../merging/merging.ts';
import { joinSpells, type Spell } from '../../merging/spells.ts';
import { recorder } from '../people/recorded-by.ts';
import { personMergePart } from '../tables.ts';
import { MERGE_PARTS, type MergePart } from '../tables/merging.ts';
import { rowsNow, supersedeAll, writeVersion, type DatedRow, type SomeRow } from './dated-rows.ts';

/** What becomes of one row: null: it is struck; otherwise it belongs to the entry that stays, with these changes. */
interface Fate {
  readonly kind: MergePart;
  readonly row: SomeRow;
  readonly next: Partial<DatedRow> | null;
}

/** All dated rows of both, each with what becomes of it. Writes nothing. */
export async function fatesOf(tx: Tx, input: MergePeople): Promise<Outcome<readonly Fate[]>> {
  const fates: Fate[] = [];
  for (const kind of MERGE_PARTS) {
    const rows = await rowsNow(tx, kind, [input.personId, input.otherId]);
    const judged = judge(kind, rows, input);
    if (!judged.ok) return judged;
    fates.push(...judged.value);
  }
  return done(fates);
}

function judge(kind: MergePart, rows: readonly SomeRow[], input: MergePeople): Outcome<readonly Fate[]> {
  if (kind === 'membership') return membershipFates(rows, input);
  if (kind === 'suspension' && areOverlapping(rows)) return refuse(409, 'merge-suspensions-overlap');
  const chosen = kind === 'residence' ? input.home : kind === 'dues' ? input.dues : null;
  return done(
    rows.map((row) => ({ kind, row, next: chosen === null || sideOf(row, input) === chosen ? {} : null })),
  );
}

const sideOf = (row: SomeRow, { personId }: MergePeople): Side =>
  row.personId === personId ? 'kept' : 'other';

function membershipFates(rows: readonly SomeRow[], input: MergePeople): Outcome<readonly Fate[]> {
  const leading = rows.filter((row) => sideOf(row, input) === input.memberships);
  const other = rows.filter((row) => sideOf(row, input) !== input.memberships);
  const joined = joinSpells(leading as Spell[], other as Spell[]);
  if (joined.is === 'refused') {
    return refuse(409, joined.code, { fields: { memberships: joined.code } });
  }
  const cuts = new Map(joined.kept.map(({ id, cutOn }) => [id, cutOn]));
  return done(
    rows.map((row): Fate => {
      const cutOn = cuts.get(row.id);
      if (cutOn === undefined) return { kind: 'membership', row, next: null };
      return { kind: 'membership', row, next: cutOn === null ? {} : { endedOn: cutOn, endReason: 'moved' } };
    }),
  );
}

/** Two at once would leave open which of them an end means. */
function areOverlapping(rows: readonly SomeRow[]): boolean {
  return rows.some((one) =>
    rows.some(
      (two) =>
        one.id < two.id &&
        (one.fromOn as string) < (two.toOn ?? '9999') &&
        (two.fromOn as string) < (one.toOn ?? '9999'),
    ),
  );
}

/** Writes what becomes of each row and keeps it with the merge. A row that stays as it was is not written anew. */
export async function writeFates(
  tx: Tx,
  actor: Actor,
  { mergeId, keptId, fates }: { mergeId: string; keptId: string; fates: readonly Fate[] },
): Promise<void> {
  const isSame = ({ row, next }: Fate) =>
    next !== null && row.personId === keptId && Object.keys(next).length === 0;
  for (const kind of MERGE_PARTS) {
    const changed = fates.filter((fate) => fate.kind === kind && !isSame(fate));
    await supersedeAll(
      tx,
      kind,
      changed.map(({ row }) => row.id),
    );
  }
  for (const fate of fates) {
    const { kind, row, next } = fate;
    const version = { row, next: { ...next, personId: keptId, recordedBy: recorder(actor) } };
    const newId = isSame(fate) ? row.id : next === null ? null : await writeVersion(tx, kind, version);
    await tx.insert(personMergePart).values({ mergeId, kind, oldId: row.id, newId });
  }
}
