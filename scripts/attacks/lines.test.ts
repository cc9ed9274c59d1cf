import { describe, expect, it } from 'vitest';
import type { Id } from './ids.ts';
import { linesOf, type Line } from './lines.ts';
import type { EndedTest } from './reports.ts';

const ID: Id = { id: 'W-05', priority: 1 };
const NAMED = `[${ID.id}]`;
const NOTES = { reasons: new Map([[ID.id, 'not built yet']]), evidence: new Map<string, string>() };

const test = (title: string, hasPassed = true): EndedTest => ({ file: 'a.test.ts', title, hasPassed });
const lineOf = (...tests: EndedTest[]): Line | undefined => linesOf([ID], tests, NOTES)[0];

describe('the line of an ID', () => {
  it('names file and title of a test that passed, and no reason then', () => {
    expect(lineOf(test(`${NAMED} is refused`))).toEqual({
      id: ID.id,
      test: `a.test.ts: ${NAMED} is refused`,
    });
  });

  it('is null without a test, with the reason if there is one', () => {
    expect(lineOf(test('[B-01] of another'))).toEqual({ id: ID.id, test: null, why: 'not built yet' });
    expect(linesOf([{ id: 'R-99', priority: null }], [], NOTES)).toEqual([{ id: 'R-99', test: null }]);
  });

  it('is null as soon as one test of the ID failed, whatever else passed, and names it', () => {
    expect(lineOf(test(`${NAMED} good`), test(`${NAMED} bad`, false))).toEqual({
      id: ID.id,
      test: null,
      failed: `a.test.ts: ${NAMED} bad`,
    });
  });

  it('prefers the test that is about this ID alone', () => {
    const tests = [test(`[B-01] ${NAMED} both`), test(`${NAMED} alone`)];
    expect(lineOf(...tests)?.test).toContain('alone');
  });

  it('shows the document besides the test', () => {
    const notes = { reasons: new Map<string, string>(), evidence: new Map([[ID.id, 'README.md # Limits']]) };
    expect(linesOf([ID], [test(NAMED)], notes)[0]).toMatchObject({
      test: `a.test.ts: ${NAMED}`,
      evidence: 'README.md # Limits',
    });
  });
});
