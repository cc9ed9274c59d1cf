import { describe, expect, it } from 'vitest';
import { share } from './fraction.ts';

describe('a share', () => {
  it.each(['0/1', '1/4', '1/1', '999999999/999999999'])('may be %s', (text) => {
    expect(share.safeParse(text)).toEqual({ success: true, data: text });
  });

  it.each([
    ['a percentage', '50', 'share-malformed'],
    ['nothing', '', 'share-malformed'],
    ['a fraction of nothing', '1/0', 'share-malformed'],
    ['a fraction with leading zeros', '01/4', 'share-malformed'],
    ['less than none', '-1/4', 'share-malformed'],
    ['more than all', '5/4', 'share-above-one'],
  ])('is refused as %s', (_, text, code) => {
    expect(share.safeParse(text).error?.issues.map(({ message }) => message)).toEqual([code]);
  });
});
