import { describe, expect, it } from 'vitest';
import { entryWords } from '../../ui/ledger/entry-words.ts';
import { valuesOf } from './told-values.ts';

const REASON = 'Das Gerät von Nummer 2 ist verloren.';
const failed = { type: 'ceremony-failed', uuid: 'x', round: 1, reason: REASON, evidence: undefined } as const;
const detailOf = (entry: Parameters<typeof valuesOf>[0]) =>
  entryWords({ index: 0, type: 'ceremony-failed', values: valuesOf(entry), trackers: [] }).detail;

describe('the page of the record', () => {
  it('says why the committee let the trustees begin anew, as its form promises', () => {
    expect(detailOf(failed)).toBe(REASON);
  });

  it('shows nobody the code of a fault that was proven', () => {
    expect(detailOf({ ...failed, reason: 'share-wrong: trustee 2', evidence: '{}' })).toBe('');
  });
});
