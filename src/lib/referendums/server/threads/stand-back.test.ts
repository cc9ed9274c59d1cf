import { once } from 'node:events';
import { getPriority, platform } from 'node:os';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';

/** Priorities of a thread before and after it stood back. */
const PROGRAM = `
  const { getPriority } = require('node:os');
  const { readlinkSync } = require('node:fs');
  const own = () => getPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)));
  const before = own();
  import(${JSON.stringify(new URL('./stand-back.ts', import.meta.url).href)}).then(({ standBack }) => {
    standBack();
    require('node:worker_threads').parentPort.postMessage([before, own()]);
  });
`;

describe('a thread that checks ballots', () => {
  it.skipIf(platform() !== 'linux')(
    'stands back behind the thread that answers, which stays as it was',
    async () => {
      const answering = getPriority();
      const thread = new Worker(PROGRAM, { eval: true });
      const [[before, after]] = (await once(thread, 'message')) as [[number, number]];
      await thread.terminate();
      expect(before).toBe(answering);
      expect(after).toBe(answering + 15);
      expect(getPriority()).toBe(answering);
    },
  );
});
