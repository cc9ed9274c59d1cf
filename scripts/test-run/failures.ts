import { join, relative } from 'node:path';
import { root } from '../running/root.ts';
import { JOURNEYS_REPORT, readReport, VITEST_REPORTS } from './runners.ts';
import type { PlaywrightReport, PlaywrightSuite, VitestFile, VitestReport } from './tally.ts';

const LONGEST_MESSAGE = 12;

/** One sentence per failed test, with why, for the end of the output: whoever sees only that end sees them. */
export function failuresIn(folder: string): string[] {
  const vitest = VITEST_REPORTS.flatMap((name) => {
    const report = readReport<VitestReport>(join(folder, name));
    return report ? failuresOfVitest(report) : [];
  });
  const journeys = readReport<PlaywrightReport>(join(folder, JOURNEYS_REPORT));
  return [...vitest, ...(journeys ? failuresOfPlaywright(journeys) : [])];
}

export function failuresOfVitest(report: Pick<VitestReport, 'testResults'>): string[] {
  return report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length > 0) return failed.map((test) => sentence(file, test));
    return file.status === 'failed' ? [`${relative(root, file.name)}${reason([file.message ?? ''])}`] : [];
  });
}

function sentence(file: VitestFile, test: VitestFile['assertionResults'][number]): string {
  const title = [...test.ancestorTitles, test.title].join(' > ');
  return `${relative(root, file.name)} > ${title}${reason(test.failureMessages ?? [])}`;
}

export function failuresOfPlaywright(report: Pick<PlaywrightReport, 'suites'>): string[] {
  return report.suites.flatMap(failedSpecs);
}

function failedSpecs(suite: PlaywrightSuite): string[] {
  const own = (suite.specs ?? []).filter(({ tests }) =>
    tests.some(({ status }) => status === 'unexpected' || status === 'flaky'),
  );
  return [
    ...own.map(({ file, title }) => `tests/journeys/${file} > ${title}`),
    ...(suite.suites ?? []).flatMap(failedSpecs),
  ];
}

function reason(messages: readonly string[]): string {
  const lines = messages.join('\n').trimEnd().split('\n').slice(0, LONGEST_MESSAGE);
  return lines.join('').trim() === '' ? '' : `\n${lines.map((line) => `    ${line}`).join('\n')}`;
}
