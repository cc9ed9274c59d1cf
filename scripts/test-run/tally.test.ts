import { describe, expect, it } from 'vitest';
import { BROKEN, lastLine, NONE, sum, tallyOfPlaywright, tallyOfVitest } from './tally.ts';

describe('the last line of npm test', () => {
  it('names passed and failed tests', () => {
    expect(lastLine({ passed: 3, failed: 1, skipped: 0 })).toBe('3 passed, 1 failed');
  });

  it('names skipped tests only when there are any', () => {
    expect(lastLine({ passed: 3, failed: 0, skipped: 2 })).toBe('3 passed, 0 failed, 2 skipped');
  });

  it('adds up all steps, and a broken step is a failure', () => {
    expect(sum([{ passed: 2, failed: 0, skipped: 1 }, BROKEN, NONE])).toEqual({
      passed: 2,
      failed: 1,
      skipped: 1,
    });
  });
});

describe('what a report counts as', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [],
  };

  it('counts a test that is only planned as skipped', () => {
    expect(tallyOfVitest(report)).toEqual({ passed: 5, failed: 1, skipped: 2 });
  });

  it('counts a file that could not be loaded as one failure', () => {
    const unloaded = { name: 'a.test.ts', status: 'failed', assertionResults: [] };
    expect(tallyOfVitest({ ...report, testResults: [unloaded] }).failed).toBe(2);
  });

  it('counts a journey that passes only sometimes as failed', () => {
    const stats = { expected: 4, unexpected: 0, flaky: 1, skipped: 0 };
    expect(tallyOfPlaywright({ stats, errors: [] })).toEqual({ passed: 4, failed: 1, skipped: 0 });
  });

  it('counts journeys that could not begin as one failure', () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(tallyOfPlaywright({ stats, errors: [{}] }).failed).toBe(1);
  });
});
