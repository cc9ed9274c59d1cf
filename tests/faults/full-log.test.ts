import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../support/house.ts';

/** Linux' disk that is always full. */
const FULL = '/dev/full';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse({ paper: FULL, env: { LOG_LEVEL: 'debug' } });
});
afterAll(() => house.stop());

describe('[F-03] a house whose log is on a full disk', () => {
  it('goes on answering, though not a line of the log is written', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const paths = ['/sign-in', '/privacy', '/no-such-page', '/health/ready'];
      const answers = await Promise.all(paths.map((path) => fetch(new URL(path, house.url))));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 200]);
    }
  });
});
