import { existsSync } from 'node:fs';
import { inRoot } from './running/root.ts';
import { describe } from './running/trouble.ts';
import { withTestGround } from './test-run/ground.ts';
import { failuresIn } from './test-run/failures.ts';
import { inPassing, runJourneys, runVitest } from './test-run/runners.ts';
import { keepReports } from './test-run/saved-reports.ts';
import { BROKEN, lastLine, sum, type Tally } from './test-run/tally.ts';

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

/** `npm test` runs all; `npm test -- crypto src/lib/motions` only what lies there. */
async function main(): Promise<Tally> {
  const paths = process.argv.slice(2);
  return withTestGround(say, () =>
    paths.length > 0
      ? inPassing((reports) => runVitest(paths, { reports, words: 'stdout' }))
      : keepReports(runAll),
  );
}

async function runAll(reports: string): Promise<Tally> {
  const place = { reports, words: 'stdout' } as const;
  const tests = await runVitest([], place);
  const journeys = await runJourneys([], place).catch(broken);
  failuresIn(reports).forEach((failure) => say(`Failed: ${failure}`));
  return sum([tests, journeys]);
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
