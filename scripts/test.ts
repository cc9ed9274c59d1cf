import { existsSync } from 'node:fs';
import { compileMessages } from './messages.ts';
import { startEphemeralPostgres } from './postgres/ephemeral.ts';
import { inRoot } from './running/root.ts';
import { stopRequested } from './running/stopping.ts';
import { describe } from './running/trouble.ts';
import { buildIfChanged, syncKit } from './starting/building.ts';
import { runJourneys, runVitest } from './test-run/runners.ts';
import { BROKEN, lastLine, NONE, sum, type Tally } from './test-run/tally.ts';

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

/** `npm test` runs all; `npm test -- crypto src/lib/motions` only what lies there. */
async function main(): Promise<Tally> {
  const paths = process.argv.slice(2);
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
    const tests = await runVitest(paths);
    const journeys = paths.length > 0 ? NONE : await runJourneys(say).catch(broken);
    return sum([tests, journeys]);
  } finally {
    await cluster.stop();
  }
}

function broken(error: unknown): Tally {
  process.stderr.write(`${describe(error)}\n`);
  return BROKEN;
}

const tally = await main().catch(broken);
// Where the reference material is at hand there is no reason to leave a test out.
const mayNotSkip = existsSync(inRoot('..', 'shared'));
say(lastLine(tally));
process.exit(tally.failed > 0 || (mayNotSkip && tally.skipped > 0) ? 1 : 0);
