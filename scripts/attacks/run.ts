import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, root } from '../running/root.ts';
import { withTestGround } from '../test-run/ground.ts';
import {
  inPassing,
  JOURNEYS_REPORT,
  readReport,
  runJourneys,
  runVitest,
  VITEST_REPORTS,
  type RunPlace,
} from '../test-run/runners.ts';
import { savedReports } from '../test-run/saved-reports.ts';
import { sum, type PlaywrightReport, type Tally, type VitestReport } from '../test-run/tally.ts';
import { testsOfPlaywright, testsOfVitest, type EndedTest } from './reports.ts';
import { idsIn } from './titles.ts';

const JOURNEYS = 'tests/journeys/';

/** All tests of files that name an ID, as they ended: in the last `npm test` over these very sources, or now. */
export async function endedTests(say: (sentence: string) => void): Promise<EndedTest[]> {
  const saved = savedReports();
  if (saved) {
    say('Nothing changed since the last npm test; reading its reports.');
    return testsIn(saved);
  }
  return inPassing((reports) =>
    withTestGround(say, async () => {
      await runNamed({ reports, words: 'stderr' });
      return testsIn(reports);
    }),
  );
}

async function runNamed(place: RunPlace): Promise<Tally> {
  const files = globSync('{crypto,src,scripts,tests}/**/*.test.ts', {
    cwd: root,
    exclude: (path) => path.endsWith('node_modules'),
  }).filter((file) => idsIn(readFileSync(inRoot(file), 'utf8')).length > 0);
  const isJourney = (file: string): boolean => file.startsWith(JOURNEYS);
  const tests = await runVitest(
    files.filter((file) => !isJourney(file)),
    place,
  );
  const journeys = files.filter(isJourney);
  return journeys.length > 0 ? sum([tests, await runJourneys(journeys, place)]) : tests;
}

function testsIn(folder: string): EndedTest[] {
  const vitest = VITEST_REPORTS.map((name) => readReport<VitestReport>(join(folder, name)));
  const journeys = readReport<PlaywrightReport>(join(folder, JOURNEYS_REPORT));
  return [
    ...vitest.flatMap((report) => (report ? testsOfVitest(report, root) : [])),
    ...(journeys ? testsOfPlaywright(journeys, root) : []),
  ];
}
