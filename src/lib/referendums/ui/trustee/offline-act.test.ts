import { describe, expect, it } from 'vitest';
import { parseOfflineAct } from './offline-act.ts';

describe('a line made on a machine without network', () => {
  it('is one of the five acts', () => {
    expect(parseOfflineAct('{"act":"message","message":"{}"}')).toEqual({
      act: 'message',
      fields: { message: '{}' },
    });
    expect(parseOfflineAct(' {"act":"confirm","content":17}\n')).toEqual({
      act: 'confirm',
      fields: { content: 17 },
    });
  });

  it.each([
    '',
    'XXXXX-XXXXXX-XXXXX-XXXX',
    '[]',
    '{"act":"keep"}',
    '{"act":"message"}',
    '{"act":"confirm","content":1.5}',
    '{"act":"message","message":"{}","seed":"XXXXXXXXXXXXXXXXXXXXXX"}',
    '{"act":"abort","reason":"x"}',
  ])('is nothing else: %s', (line) => {
    expect(parseOfflineAct(line)).toBeNull();
  });
});
