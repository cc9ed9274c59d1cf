import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../../scripts/bootstrap/lock.mjs';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../scripts/postgres/embedded.ts';
import { CARELESS } from '../../scripts/postgres/ephemeral.ts';
import { dropLeftovers, makeTemplate } from './template.ts';

/**
 * Before the first test file: a PostgreSQL and in it the template that test files clone. Where the test script
 * named no server, all runs of this checkout share one under the system's temporary folder; the last run to end
 * stops it, its files stay for the next.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const state = mkdtempSync(join(tmpdir(), 'stimmhaus-state-'));
  process.env.STIMMHAUS_MODE ??= 'test';
  process.env.LOG_LEVEL ??= 'silent';
  process.env.STATE_DIR = state;
  const cluster = process.env.STIMMHAUS_TEST_PG ? undefined : await sharedCluster();
  const teardown = async (): Promise<void> => {
    rmSync(state, { recursive: true, force: true });
    await cluster?.stop();
  };
  try {
    if (cluster) nameServer(cluster);
    await nameTemplate();
    return teardown;
  } catch (error) {
    await teardown();
    throw error;
  }
}

function nameServer(cluster: EmbeddedPostgres): void {
  process.env.STIMMHAUS_TEST_PG = cluster.url;
  process.env.STIMMHAUS_TEST_PG_ADMIN = cluster.adminUrl;
}

async function nameTemplate(): Promise<void> {
  const server = process.env.STIMMHAUS_TEST_PG as string;
  const make = () => makeTemplate(server);
  process.env.STIMMHAUS_TEST_TEMPLATE = await withLock(`${clusterFolder()}.template.lock`, make);
}

function clusterFolder(): string {
  const key = createHash('sha256')
    .update(import.meta.dirname)
    .digest('hex')
    .slice(0, 10);
  return join(tmpdir(), `stimmhaus-test-${userInfo().username}-${key}`);
}

async function sharedCluster(): Promise<EmbeddedPostgres> {
  const dir = clusterFolder();
  const start = () => startEmbeddedPostgres({ dir, settings: CARELESS });
  const cluster = await start().catch(() => {
    // Without fsync a power cut may have spoilt it; nothing in it is worth keeping.
    rmSync(join(dir, 'files'), { recursive: true, force: true });
    return start();
  });
  if (!cluster.adopted) await dropLeftovers(cluster.url);
  return cluster;
}
