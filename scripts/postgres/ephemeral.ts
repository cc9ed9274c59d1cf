import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../bootstrap/lock.mjs';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.ts';
import type { Settings } from './postmaster.ts';
import { isPostgres } from './process-name.ts';

/** Loses everything in a power cut, which is fine for what is thrown away afterwards. */
export const CARELESS: Settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

const PREFIX = 'stimmhaus-pg-';

/** A cluster in a temporary folder that is gone after `stop`. */
export async function startEphemeralPostgres(settings: Settings = CARELESS): Promise<EmbeddedPostgres> {
  sweep();
  const dir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const remove = () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const cluster = await startEmbeddedPostgres({ dir, settings });
    const stop = async () => {
      await cluster.stop();
      remove();
    };
    return { ...cluster, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Ends and removes what processes left behind that were killed before they could stop theirs. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const maker = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (maker === undefined || isAlive(Number(maker))) continue;
    try {
      endPostgresIn(join(tmpdir(), name, 'files'));
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's: theirs to remove.
    }
  }
}

function endPostgresIn(files: string): void {
  const pid = readPid(join(files, 'postmaster.pid'));
  if (pid !== undefined && isAlive(pid) && isPostgres(pid)) process.kill(pid, 'SIGQUIT');
}

function readPid(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10);
  } catch {
    return undefined;
  }
}
