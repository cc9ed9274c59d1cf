import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../running/root.ts';
import { failuresOfPlaywright, failuresOfVitest } from './failures.ts';
import type { VitestFile } from './tally.ts';

const file = (over: Partial<VitestFile>): VitestFile => ({
  name: join(root, 'src/a.test.ts'),
  status: 'failed',
  assertionResults: [],
  ...over,
});
const test = { ancestorTitles: ['a rule'], title: 'holds' };

describe('the failures named at the end', () => {
  it('are those of vitest, with why', () => {
    const assertionResults = [
      { ...test, status: 'failed', failureMessages: ['Error: expected 1\n    at a.test.ts:3'] },
      { ...test, title: 'holds too', status: 'passed' },
    ];
    expect(failuresOfVitest({ testResults: [file({ assertionResults })] })).toEqual([
      'src/a.test.ts > a rule > holds\n    Error: expected 1\n        at a.test.ts:3',
    ]);
  });

  it('include a file that could not be loaded', () => {
    const unloaded = file({ message: 'SyntaxError: no' });
    expect(failuresOfVitest({ testResults: [unloaded] })).toEqual(['src/a.test.ts\n    SyntaxError: no']);
  });

  it('include journeys that fail or pass only sometimes, however deep they lie', () => {
    const specs = ['unexpected', 'expected', 'flaky'].map((status) => ({
      title: status,
      file: 'a.test.ts',
      tests: [{ status }],
    }));
    const suites = [{ title: 'a', suites: [{ title: 'b', specs }] }];
    expect(failuresOfPlaywright({ suites })).toEqual([
      'tests/journeys/a.test.ts > unexpected',
      'tests/journeys/a.test.ts > flaky',
    ]);
  });
});
