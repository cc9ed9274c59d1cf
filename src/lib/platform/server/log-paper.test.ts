import { describe, expect, it } from 'vitest';
import { LogPaper } from './log-paper.ts';

/** A disk with so much room. */
function disk(room: number) {
  const kept = { text: '', room };
  const write = (bytes: Uint8Array): number => {
    const taken = Math.min(kept.room, bytes.length);
    if (taken === 0) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
    kept.text += Buffer.from(bytes.subarray(0, taken)).toString();
    kept.room -= taken;
    return taken;
  };
  return { kept, paper: new LogPaper(write) };
}

describe('the log', () => {
  it('is written line by line', () => {
    const { kept, paper } = disk(100);
    paper.write('{"a":1}\n');
    paper.write('{"a":2}\n');
    expect(kept.text).toBe('{"a":1}\n{"a":2}\n');
  });

  it('[F-03] loses lines on a full disk without a word to whoever logs, and says how many once there is room', () => {
    const { kept, paper } = disk(8);
    for (const a of [1, 2, 3]) paper.write(`{"a":${a}}\n`);
    expect(kept.text).toBe('{"a":1}\n');
    kept.room = 1000;
    paper.write('{"a":4}\n');
    paper.write('{"a":5}\n');
    const lines = kept.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([{ a: 1 }, { event: 'log-lines-lost', count: 2 }, { a: 4 }, { a: 5 }]);
  });

  it('[F-03] begins a new line after one that was cut off', () => {
    const { kept, paper } = disk(11);
    for (const a of [1, 2, 3]) paper.write(`{"a":${a}}\n`);
    kept.room = 1000;
    paper.write('{"a":4}\n');
    expect(kept.text.split('\n').slice(0, 2)).toEqual(['{"a":1}', '{"a']);
    expect(kept.text.endsWith('}\n{"a":4}\n')).toBe(true);
    expect(kept.text).toContain('"count":2');
  });
});
