import { and, eq, isNull, sql } from 'drizzle-orm';
import { importAddress, restAccountOf } from '#lib/accounts/server/index.ts';
import { isRecentlySignedIn, type Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { enqueueTimed } from '#lib/platform/server/jobs/jobs.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { dayOf } from '../../day.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import { UNDO_DAYS, type MergePeople } from '../../merging/merging.ts';
import { memberWithin } from '../people/reach.ts';
import { recorder } from '../people/recorded-by.ts';
import { personMerge } from '../tables.ts';
import { againstMerging, bothToMerge } from './both-entries.ts';
import { chosenFields, writeFields } from './chosen-fields.ts';
import { fatesOf, writeFates } from './join-rows.ts';
import { OVER_JOB } from './merge-over.ts';

const DAY_SECONDS = 86_400;

/**
 * Two entries of one human become one, all of it or nothing. The entry that stays keeps its account; the other's rests
 * until the merge can no longer be undone. Rolls stay as they are. Asked once more it says the same.
 */
export async function mergePeople(actor: Actor, input: MergePeople): Promise<Outcome<{ mergeId: string }>> {
  return transact(async (tx) => {
    const already = await mergedAlready(tx, actor, input);
    if (already) return done({ mergeId: already });
    const both = await bothToMerge(tx, actor, input);
    if (!both.ok) return both;
    if (actor.kind === 'person' && !isRecentlySignedIn(actor, await houseNow(tx))) {
      return refuse(403, 'sign-in-again');
    }
    const objection = await againstMerging(tx, both.value);
    if (objection) return objection;
    const fates = await fatesOf(tx, input);
    if (!fates.ok) return fates;
    return writeMerge(tx, actor, { input, fates: fates.value });
  });
}

async function writeMerge(
  tx: Tx,
  actor: Actor,
  given: {
    readonly input: MergePeople;
    readonly fates: Parameters<typeof writeFates>[2]['fates'];
  },
): Promise<Outcome<{ mergeId: string }>> {
  const { input, fates } = given;
  const { personId: keptId, otherId: absorbedId } = input;
  const fields = await chosenFields(tx, input);
  const accountRests = await restAccountOf(tx, absorbedId);
  const { email } = fields.after;
  if (typeof email === 'string') {
    const address = await importAddress(tx, actor, { personId: keptId, email });
    if (!address.ok)
      return refuse(409, 'address-frozen-by-roll', { fields: { email: 'address-frozen-by-roll' } });
  }
  const [row] = await tx
    .insert(personMerge)
    .values({
      ...{ keptId, absorbedId, accountRests, ...fields },
      mergedBy: recorder(actor) ?? keptId,
      undoUntil: sql`house_now() + make_interval(days => ${UNDO_DAYS})`,
    })
    .returning({ id: personMerge.id });
  const { id: mergeId } = row as { id: string };
  await writeFields(tx, actor, { keptId, absorbedId, fields: fields.after });
  await writeFates(tx, actor, { mergeId, keptId, fates });
  const startAfterSeconds = UNDO_DAYS * DAY_SECONDS;
  await enqueueTimed(tx, { job: OVER_JOB, payload: { mergeId }, startAfterSeconds });
  const subject = { kind: 'person', id: keptId } as const;
  const detail = { mergeId, absorbed: absorbedId };
  await recordFact(tx, actor, { kind: MEMBERSHIP_FACTS.peopleMerged, subject, detail });
  await recordEvidence(tx, actor, { code: 'people-merged', subject, reason: absorbedId });
  return done({ mergeId });
}

/** The same two, this way round, by somebody who still looks after the one that stayed. */
async function mergedAlready(
  tx: Tx,
  actor: Actor,
  { personId, otherId }: MergePeople,
): Promise<string | null> {
  const isThis = and(
    eq(personMerge.keptId, personId),
    eq(personMerge.absorbedId, otherId),
    isNull(personMerge.undoneAt),
  );
  const [row] = await tx.select({ id: personMerge.id }).from(personMerge).where(isThis);
  if (!row) return null;
  const asked = { power: 'members.write', personId, day: dayOf(await houseNow(tx)) };
  return (await memberWithin(tx, actor, asked)) ? row.id : null;
}
