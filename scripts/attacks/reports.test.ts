import { describe, expect, it } from 'vitest';
import type { PlaywrightReport, VitestReport } from '../test-run/tally.ts';
import { NOT_READY, testsOfPlaywright, testsOfVitest } from './reports.ts';

const ROOT = '/house/';

function vitest(...statuses: string[]): VitestReport {
  const assertionResults = statuses.map((status) => ({
    ancestorTitles: ['the box'],
    title: `is ${status}`,
    status,
  }));
  const status = statuses.includes('failed') ? 'failed' : 'passed';
  const file = { name: '/house/src/box.test.ts', status, assertionResults };
  return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [file] };
}

function journeys(status: string): PlaywrightReport {
  const spec = { title: 'votes', file: 'voting.test.ts', tests: [{ status }] };
  const inner = { title: 'a member', specs: [spec] };
  return {
    stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 },
    errors: [],
    config: { rootDir: '/house/tests/journeys' },
    suites: [{ title: 'voting.test.ts', suites: [inner] }],
  };
}

describe('what vitest reports', () => {
  it('is the tests that ran, with the titles above them and their file', () => {
    expect(testsOfVitest(vitest('passed', 'failed'), ROOT)).toEqual([
      { file: 'src/box.test.ts', title: 'the box is passed', hasPassed: true },
      { file: 'src/box.test.ts', title: 'the box is failed', hasPassed: false },
    ]);
  });

  it('leaves out what did not run', () => {
    for (const status of ['skipped', 'pending', 'todo'])
      expect(testsOfVitest(vitest(status), ROOT), status).toEqual([]);
  });

  it('shows a file whose tests could not begin', () => {
    const [file] = vitest('pending').testResults;
    const report = { ...vitest(), testResults: [{ ...file!, status: 'failed' }] };
    expect(testsOfVitest(report, ROOT)).toEqual([
      { file: 'src/box.test.ts', title: NOT_READY, hasPassed: false },
    ]);
  });
});

describe('what Playwright reports', () => {
  it('is the journeys with the titles above them, without the file’s own', () => {
    expect(testsOfPlaywright(journeys('expected'), ROOT)).toEqual([
      { file: 'tests/journeys/voting.test.ts', title: 'a member votes', hasPassed: true },
    ]);
  });

  it('is no pass for a journey that failed, or passed only at last', () => {
    for (const status of ['unexpected', 'flaky'])
      expect(testsOfPlaywright(journeys(status), ROOT)[0]?.hasPassed, status).toBe(false);
  });

  it('leaves out what did not run', () => {
    expect(testsOfPlaywright(journeys('skipped'), ROOT)).toEqual([]);
  });
});
