import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.ts';
import type { Settings } from './postmaster.ts';

/** Loses everything in a power cut, which is fine for what is thrown away afterwards. */
export const CARELESS: Settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** A cluster in a temporary folder that is gone after `stop`. */
export async function startEphemeralPostgres(settings: Settings = CARELESS): Promise<EmbeddedPostgres> {
  const dir = mkdtempSync(join(tmpdir(), 'stimmhaus-pg-'));
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
