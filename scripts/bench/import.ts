import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '../postgres/embedded.ts';
import { runNode } from '../running/program.ts';
import { Trouble } from '../running/trouble.ts';
import { migrateDatabase } from '../starting/preparing.ts';
import { figureOf, type Print } from './figure.ts';

const ROWS = 120_000;

/** What `import-run.ts` tells of one import. */
export interface ImportRun {
  readonly checkSeconds: number;
  readonly applySeconds: number;
  /** Of the process at its largest. */
  readonly mebibytes: number;
  readonly applied: number;
}

/** A file with so many new members: read, checked and applied, in a process of its own on a database with fsync. */
export async function benchImport(print: Print): Promise<void> {
  const run = await importOnce();
  const one = (name: string, value: number, most?: number): void => {
    const unit = name.endsWith('memory') ? 'MiB' : 's';
    print({ ...figureOf({ name, unit, samples: [value], ...(most !== undefined && { limit: { most } }) }) });
  };
  one('import-120000-check', run.checkSeconds);
  one('import-120000-apply', run.applySeconds);
  one('import-120000', run.checkSeconds + run.applySeconds, 60);
  one('import-120000-memory', run.mebibytes, 512);
}

async function importOnce(): Promise<ImportRun> {
  const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-import-'));
  const database = await startEmbeddedPostgres({ dir: join(folder, 'postgres') });
  try {
    await migrateDatabase(database.url);
    const env = {
      STIMMHAUS_MODE: 'test',
      LOG_LEVEL: 'error',
      STATE_DIR: join(folder, 'state'),
      DATABASE_URL: database.url,
    };
    const program = fileURLToPath(new URL('./import-run.ts', import.meta.url));
    const { code, output } = await runNode([program, String(ROWS)], env);
    if (code !== 0) throw new Trouble(`The import did not end well.\n${output}`);
    const run = JSON.parse(output.trim().split('\n').at(-1) ?? '') as ImportRun;
    if (run.applied !== ROWS) throw new Trouble(`${run.applied} of ${ROWS} rows were applied.`);
    return run;
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
