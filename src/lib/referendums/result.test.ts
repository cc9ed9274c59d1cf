import { describe, expect, it } from 'vitest';
import type { Question } from './question.ts';
import type { DecisionRule } from './referendum.ts';
import { readCounts, resultsOf } from './result.ts';

const yesNo: Question = {
  kind: 'decision',
  text: 'Soll die Satzung geändert werden?',
  answers: ['Ja', 'Nein'],
  min: 1,
  max: 1,
  blank: true,
  offersInvalid: true,
};
const decision: DecisionRule = {
  rule: {
    base: 'yes+no',
    threshold: 'more-than-half',
    quorum: { share: '1/4', of: 'entitled', measure: 'cast' },
  },
  quorumArticle: 'ballot-quorum',
  majorityArticle: 'ballot-majority',
};
const judge = (row: number[], entitled = 100) =>
  resultsOf({
    questions: [yesNo],
    counts: [row],
    decision,
    turnout: { ballots: row.reduce((a, b) => a + b, 0), entitled },
  })[0]!;

describe('the result of a yes-no question', () => {
  it('counts blank and spoiled ballots apart from yes and no', () => {
    const result = judge([2, 20, 10, 3]);
    expect(result.blank).toBe(2);
    expect(result.invalid).toBe(3);
    expect(result.answers).toEqual([
      { answer: 'Ja', count: 20 },
      { answer: 'Nein', count: 10 },
    ]);
    expect(result.decision?.outcome).toBe('accepted');
  });
  it('[B-27] misses the quorum by one ballot, whatever the votes', () => {
    expect(judge([0, 24, 0, 0]).decision?.outcome).toBe('no-quorum');
    expect(judge([0, 25, 0, 0]).decision?.outcome).toBe('accepted');
  });
  it('[B-27] rejects at exactly half and with no yes at all', () => {
    expect(judge([0, 20, 20, 0]).decision?.outcome).toBe('rejected');
    expect(judge([50, 0, 0, 0]).decision?.outcome).toBe('rejected');
    expect(judge([0, 0, 0, 40]).decision?.outcome).toBe('rejected');
  });
  it('refuses counts that belong to other questions', () => {
    expect(() => judge([1, 2])).toThrow(RangeError);
    expect(() =>
      resultsOf({ questions: [], counts: [[1]], decision, turnout: { ballots: 1, entitled: 1 } }),
    ).toThrow(RangeError);
  });
  it('reads counts that are written as text because they are large', () => {
    expect(readCounts('{"result":[[1,"1073741824"]]}')).toEqual([[1, 1_073_741_824]]);
  });
});
