import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { enqueue } from '#lib/platform/server/jobs/jobs.server.ts';
import type { ApplyImport, DiscardImport } from '../../member-import.ts';
import { mayImportMembers } from '../../powers.ts';
import { memberImport, memberImportRow, unit } from '../tables.ts';
import { CHECK_JOB } from './receive-member-file.ts';
import { APPLY_JOB } from './run-import.ts';

/** The officer has read the report and wants exactly that. Done once; a second press finds it under way. */
export async function applyMemberImport(actor: Actor, input: ApplyImport): Promise<Outcome> {
  return transact(async (tx) => {
    const found = await importToWrite(tx, actor, input.importId);
    if (!found) return refuse(404, 'not-found');
    if (found.state === 'applying' || found.state === 'applied') return done();
    if (found.state !== 'checked') return refuse(409, 'import-not-checked');
    if (found.rowsNew + found.rowsChanged === 0) return refuse(409, 'import-changes-nothing');
    await tx
      .update(memberImport)
      .set({ state: 'applying', step: null, done: 0, sendLinks: input.sendLinks === 'yes' })
      .where(eq(memberImport.id, found.id));
    await enqueue(tx, APPLY_JOB, { importId: found.id });
    return done();
  });
}

/** Throws the file away before anything of it was applied. */
export async function discardMemberImport(actor: Actor, input: DiscardImport): Promise<Outcome> {
  return transact(async (tx) => {
    const found = await importToWrite(tx, actor, input.importId);
    if (!found) return refuse(404, 'not-found');
    if (found.state === 'applying' || found.state === 'applied') return refuse(409, 'import-already-applied');
    await tx.delete(memberImportRow).where(eq(memberImportRow.importId, found.id));
    await tx.update(memberImport).set({ state: 'discarded' }).where(eq(memberImport.id, found.id));
    return done();
  });
}

/** Has every row looked at again: after a fault of ours, or because time has passed. */
export async function recheckMemberImport(actor: Actor, input: DiscardImport): Promise<Outcome> {
  return transact(async (tx) => {
    const found = await importToWrite(tx, actor, input.importId);
    if (!found) return refuse(404, 'not-found');
    if (found.state !== 'checked' && found.state !== 'failed') return refuse(409, 'import-not-checked');
    await tx
      .update(memberImport)
      .set({ state: 'checking', step: null, done: 0 })
      .where(eq(memberImport.id, found.id));
    await enqueue(tx, CHECK_JOB, { importId: found.id });
    return done();
  });
}

async function importToWrite(tx: Tx, actor: Actor, importId: string) {
  const [row] = await tx
    .select({ found: memberImport, unitPath: unit.path })
    .from(memberImport)
    .innerJoin(unit, eq(unit.id, memberImport.unitId))
    .where(eq(memberImport.id, importId))
    .for('update', { of: memberImport });
  return row && mayImportMembers(actor, row.unitPath) ? row.found : null;
}
