import { isAbsolute, relative } from 'node:path';
import type { PlaywrightReport, VitestReport } from '../test-run/tally.ts';

/** A test as it ended. One that was left out did not run, and is none of these. */
export interface EndedTest {
  /** From the root of the checkout. */
  readonly file: string;
  /** With the titles that it stands under. */
  readonly title: string;
  readonly hasPassed: boolean;
}

/** Stands for a file whose tests could not begin: nobody knows which IDs it would have named. */
export const NOT_READY = '(could not begin)';

export function testsOfVitest(report: VitestReport, root: string): EndedTest[] {
  return report.testResults.flatMap(({ name, status: ofFile, assertionResults }) => {
    const file = fromRoot(name, root);
    const tests = assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ ancestorTitles, title, status }) => ({
        file,
        title: [...ancestorTitles, title].join(' '),
        hasPassed: status === 'passed',
      }));
    const isBroken = ofFile === 'failed' && tests.every((test) => test.hasPassed);
    return isBroken ? [...tests, { file, title: NOT_READY, hasPassed: false }] : tests;
  });
}

type Suite = PlaywrightReport['suites'][number];
type Spec = NonNullable<Suite['specs']>[number];

/** The outermost suites are the files. */
export function testsOfPlaywright(report: PlaywrightReport, root: string): EndedTest[] {
  const folder = report.config.rootDir;
  const inFile = (suite: Suite, above: readonly string[]): EndedTest[] => [
    ...(suite.specs ?? []).flatMap((spec) => endedSpec(spec, above)),
    ...(suite.suites ?? []).flatMap((inner) => inFile(inner, [...above, inner.title])),
  ];
  const endedSpec = ({ title, file, tests }: Spec, above: readonly string[]): EndedTest[] => {
    const ended = tests.filter(({ status }) => status !== 'skipped');
    if (ended.length === 0) return [];
    // One that passes only sometimes does not pass.
    const hasPassed = ended.every(({ status }) => status === 'expected');
    return [{ file: fromRoot(`${folder}/${file}`, root), title: [...above, title].join(' '), hasPassed }];
  };
  return report.suites.flatMap((file) => inFile(file, []));
}

function fromRoot(path: string, root: string): string {
  return (isAbsolute(path) ? relative(root, path) : path).replaceAll('\\', '/');
}
