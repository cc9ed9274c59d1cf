import { existsSync } from 'node:fs';
import { compileMessages } from '../messages.ts';
import { startEphemeralPostgres } from '../postgres/ephemeral.ts';
import { inRoot } from '../running/root.ts';
import { stopRequested } from '../running/stopping.ts';
import { buildIfChanged, syncKit } from '../starting/building.ts';

/** Builds what tests look at and gives them a PostgreSQL while they run. */
export async function withTestGround<T>(say: (sentence: string) => void, work: () => Promise<T>): Promise<T> {
  await compileMessages();
  if (!existsSync(inRoot('.svelte-kit', 'tsconfig.json'))) await syncKit();
  const [cluster] = await Promise.all([startEphemeralPostgres(), buildIfChanged(say)]);
  void stopRequested().then(async () => {
    await cluster.stop();
    process.exit(130);
  });
  process.env.STIMMHAUS_TEST_PG = cluster.url;
  process.env.STIMMHAUS_TEST_PG_ADMIN = cluster.adminUrl;
  try {
    return await work();
  } finally {
    await cluster.stop();
  }
}
