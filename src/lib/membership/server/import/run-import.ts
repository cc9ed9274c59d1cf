import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { createAccountsFor, importAddress } from '#lib/accounts/server/index.ts';
import { system } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import type { JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';
import { log } from '#lib/platform/server/log.server.ts';
import { dayOf } from '../../day.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import { memberImport, unit } from '../tables.ts';
import * as changed from './apply-changed-rows.ts';
import { writeNewMemberships, writeNewPeople, type Applying } from './apply-new-rows.ts';
import { checkRows, expectMany, isOutdated, type ImportCounts } from './check-rows.ts';
import type { ImportScope } from './judged-rows.ts';
import { CHECK_JOB } from './receive-member-file.ts';

export const APPLY_JOB = 'membership-apply-import';

const payload = z.object({ importId: z.uuid() });

export const importJobs: readonly JobDefinition[] = [
  { name: CHECK_JOB, schema: payload, run: checkImport },
  { name: APPLY_JOB, schema: payload, run: applyImport },
];

/** One import at a time writes, so that no report is outdated by another between its check and its last row. */
const IMPORT_LOCK = 5_701_340;
type ImportRow = typeof memberImport.$inferSelect & { readonly unitPath: string };

/** The dry run: a verdict for each row, nothing else is written. */
async function checkImport({ importId }: z.infer<typeof payload>): Promise<void> {
  await orFailed(importId, (tx) => check(tx, importId));
}

async function check(tx: Tx, importId: string): Promise<void> {
  await tx
    .select({ id: memberImport.id })
    .from(memberImport)
    .where(eq(memberImport.id, importId))
    .for('update');
  const found = await readImport(tx, importId);
  if (found?.state !== 'checking') return;
  const counts = await checkRows(tx, await scopeOf(tx, found));
  await setReport(tx, found, { counts, state: 'checked', step: null });
}

/** All rows or none. A row that has become something else since the report brings the report back, unapplied. */
async function applyImport({ importId }: z.infer<typeof payload>): Promise<void> {
  await orFailed(importId, (tx) => apply(tx, importId));
}

async function apply(tx: Tx, importId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${IMPORT_LOCK})`);
  const found = await readImport(tx, importId);
  if (found?.state !== 'applying') return;
  const scope = await scopeOf(tx, found);
  if (await isOutdated(tx, scope)) {
    await setReport(tx, found, { counts: await checkRows(tx, scope), state: 'checked', step: 'outdated' });
    return;
  }
  const { uploadedBy: recordedBy, sendLinks } = found;
  const applying = { importId, recordedBy, day: scope.day, sendLinks };
  for (const [index, [step, write]] of STEPS.entries()) {
    await showProgress(importId, { step, done: Math.floor((found.total * index) / STEPS.length) });
    await write(tx, applying);
  }
  await finish(tx, found);
}

/** A fault of ours is shown on the page, where the officer may have the file checked again. */
async function orFailed(importId: string, work: (tx: Tx) => Promise<void>): Promise<void> {
  try {
    await transact(work);
  } catch (error) {
    log.error({ event: 'member-import', code: error instanceof Error ? error.name : 'unknown' });
    await transact(async (tx) => {
      await tx.update(memberImport).set({ state: 'failed', step: null }).where(eq(memberImport.id, importId));
    });
  }
}

const STEPS: readonly (readonly [string, (tx: Tx, applying: Applying) => Promise<void>])[] = [
  ['people', writeNewPeople],
  ['memberships', writeNewMemberships],
  ['changes', changed.changePeople],
  ['homes', changed.changeHomes],
  ['days', changed.correctSpells],
  ['moves', changed.moveMembers],
  ['ends', changed.endMemberships],
  ['dues', changed.changeDues],
  ['accounts', writeAccounts],
  ['addresses', correctAddresses],
];

async function readImport(tx: Tx, importId: string): Promise<ImportRow | null> {
  await expectMany(tx);
  const [row] = await tx
    .select({ found: memberImport, unitPath: unit.path })
    .from(memberImport)
    .innerJoin(unit, eq(unit.id, memberImport.unitId))
    .where(eq(memberImport.id, importId));
  return row ? { ...row.found, unitPath: row.unitPath } : null;
}

async function scopeOf(tx: Tx, found: ImportRow): Promise<ImportScope> {
  const day = dayOf(await houseNow(tx));
  return { importId: found.id, unitPath: found.unitPath, uploadedBy: found.uploadedBy, day };
}

interface Report {
  readonly counts: ImportCounts;
  readonly state: 'checked' | 'applied';
  /** `outdated`: the officer wanted to apply it and something had changed meanwhile. */
  readonly step: 'outdated' | null;
}

async function setReport(tx: Tx, found: ImportRow, { counts, state, step }: Report): Promise<void> {
  const moment = state === 'checked' ? { checkedAt: sql`house_now()` } : { appliedAt: sql`house_now()` };
  await tx
    .update(memberImport)
    .set({
      state,
      step,
      ...moment,
      done: found.total,
      rowsNew: counts.new,
      rowsChanged: counts.changed,
      rowsUnchanged: counts.unchanged,
      rowsRefused: counts.refused,
    })
    .where(eq(memberImport.id, found.id));
}

/** In a transaction of its own, so that the page sees it while the rows are still invisible. */
async function showProgress(
  importId: string,
  at: { readonly step: string; readonly done: number },
): Promise<void> {
  await transact(async (tx) => {
    await tx.update(memberImport).set(at).where(eq(memberImport.id, importId));
  });
}

const ACCOUNTS_AT_ONCE = 5000;

/** New people with an address get an account; the mail with the link only if the officer asked for it. */
async function writeAccounts(tx: Tx, { importId, sendLinks }: Applying): Promise<void> {
  let after = 0;
  for (;;) {
    const people = await tx.execute<{
      line: number;
      personId: string;
      email: string;
      locale: 'de' | 'en';
    }>(sql`
      select r.line, p.id as "personId", p.email, p.locale
      from member_import_row r join person p on p.id = r.person_id
      where r.import_id = ${importId} and r.verdict = 'new' and r.line > ${after} and p.email is not null
      order by r.line limit ${ACCOUNTS_AT_ONCE}`);
    const accounts = people.map(({ personId, email, locale }) => ({ personId, email, locale }));
    await createAccountsFor(tx, accounts, { invite: sendLinks });
    if (people.length < ACCOUNTS_AT_ONCE) return;
    after = people.at(-1)?.line ?? after;
  }
}

/** The sign-in address follows the file only while nobody has ever signed in with it. */
async function correctAddresses(tx: Tx, { importId }: Applying): Promise<void> {
  const corrected = await tx.execute<{ personId: string; email: string }>(sql`
    select p.id as "personId", p.email from member_import_row r join person p on p.id = r.person_id
    where r.import_id = ${importId} and r.verdict = 'changed' and 'email' = any(r.changes)`);
  for (const one of corrected) {
    const outcome = await importAddress(tx, system('member import'), one);
    if (!outcome.ok) throw new Error(`A frozen address passed the check of import ${importId}.`);
  }
}

async function finish(tx: Tx, found: ImportRow): Promise<void> {
  const { rowsNew, rowsChanged, rowsUnchanged: unchanged, rowsRefused: refused } = found;
  const counts = { new: rowsNew, changed: rowsChanged, unchanged, refused };
  await setReport(tx, found, { counts, state: 'applied', step: null });
  const subject = { kind: 'unit', id: found.unitId } as const;
  const detail = { importId: found.id, new: counts.new, changed: counts.changed, refused: counts.refused };
  const actor = system(`import by ${found.uploadedBy}`);
  await recordFact(tx, actor, { kind: MEMBERSHIP_FACTS.membersImported, subject, detail });
  const reason = `${counts.new} new, ${counts.changed} changed, by ${found.uploadedBy}`;
  await recordEvidence(tx, actor, { code: 'members-imported', subject, reason });
}
