import { eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome, type Refusal } from '#lib/platform/outcome.ts';
import { database, transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence } from '#lib/platform/server/facts.server.ts';
import { enqueue } from '#lib/platform/server/jobs/jobs.server.ts';
import { encodingOf, textOf } from '../../import/encoding.ts';
import { readCsv } from '../../import/csv-reader.ts';
import { FileFault } from '../../import/file-fault.ts';
import { columnsOf, readHeader, readRow } from '../../import/rows.ts';
import { mayImportMembers } from '../../powers.ts';
import type { Unit } from '../../unit.ts';
import { memberImport } from '../tables.ts';
import { unitByNumber } from '../units/units.ts';
import { copyRows, type CopyValue } from './copy-rows.ts';
import type { UploadedFile } from './multipart.ts';

export const CHECK_JOB = 'membership-check-import';

export interface ReceiveMemberFile {
  readonly unitNumber: number;
  readonly file: UploadedFile;
}

/** The unit into whose branch the actor may import; asked before a byte of the file is read. */
export async function unitToImportInto(actor: Actor, unitNumber: number): Promise<Unit | null> {
  const unit = await unitByNumber(database(), unitNumber);
  return unit && mayImportMembers(actor, unit.path) ? unit : null;
}

/** A file is held in memory while it is read: this many at once. */
const PLACES = 2;
let taken = 0;

/** Runs `work` if few enough uploads are being read; otherwise the person is asked to wait a moment. */
export async function withUploadPlace<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  if (taken >= PLACES) return refuse(503, 'import-busy');
  taken += 1;
  try {
    return await work();
  } finally {
    taken -= 1;
  }
}

/** Takes a file in, or refuses it whole: then nothing of it stays but the evidence that it was tried. */
export async function receiveMemberFile(
  actor: Actor,
  { unitNumber, file }: ReceiveMemberFile,
): Promise<Outcome<{ importId: string }>> {
  const unit = await unitToImportInto(actor, unitNumber);
  if (!unit || actor.kind !== 'person') return refuse(404, 'not-found');
  try {
    return await transact(async (tx) => {
      const importId = await stage(tx, { unit, file, uploadedBy: actor.personId });
      await enqueue(tx, CHECK_JOB, { importId });
      return done({ importId });
    });
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return transact(async (tx) => {
      const subject = { kind: 'unit', id: unit.id } as const;
      await recordEvidence(tx, actor, { code: 'import-file-refused', subject, reason: error.code });
      return done(error);
    }).then(() => refusalOf(error));
  }
}

/** A fault of the file as an answer to the person who sent it. */
export function refusalOf(fault: FileFault): Refusal {
  const params = { line: fault.line ?? 1, column: fault.column ?? '' };
  const status = fault.code === 'import-file-too-large' ? 413 : 422;
  return { ok: false, status, code: fault.code, params };
}

async function stage(
  tx: Tx,
  given: { readonly unit: Unit; readonly file: UploadedFile; readonly uploadedBy: string },
): Promise<string> {
  await forgetOldRows(tx);
  const { chunks, name } = given.file;
  const rows = readCsv(textOf(chunks, encodingOf(chunks)));
  const header = await rows.next();
  if (header.done) throw new FileFault('import-file-empty', 1);
  const places = readHeader(header.value);
  const [row] = await tx
    .insert(memberImport)
    .values({
      unitId: given.unit.id,
      uploadedBy: given.uploadedBy,
      fileName: name,
      columns: columnsOf(places),
    })
    .returning({ id: memberImport.id });
  const importId = (row as { id: string }).id;
  let total = 0;
  async function* staged(): AsyncGenerator<readonly CopyValue[]> {
    for await (const given of rows) {
      const { line, cells, faults } = readRow(given, places);
      total += 1;
      const isReadable = faults.length === 0;
      yield [importId, line, cells, isReadable ? 't' : 'f', isReadable ? null : 'refused', faults];
    }
  }
  const columns = ['import_id', 'line', 'cells', 'is_readable', 'verdict', 'reasons'];
  await copyRows(tx, { table: 'member_import_row', columns }, staged());
  if (total === 0) throw new FileFault('import-file-empty', 2);
  await tx.update(memberImport).set({ total }).where(eq(memberImport.id, importId));
  return importId;
}

/** What was uploaded is personal data; after a week the report is forgotten, the numbers stay. */
async function forgetOldRows(tx: Tx): Promise<void> {
  await tx.execute(sql`
    delete from member_import_row using member_import
    where member_import.id = member_import_row.import_id
      and member_import.created_at < house_now() - interval '7 days'`);
}
