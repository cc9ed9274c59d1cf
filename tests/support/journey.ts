import { test as base } from '@playwright/test';
import { startTestHouse, type TestHouse } from './house.ts';

/** Enough for every unit to have people, little enough to be there in seconds. */
const MEMBERS = 400;

interface OfWorker {
  /** The demo party in a running house; all tests of one worker share it. */
  readonly house: TestHouse;
}

export const test = base.extend<{ baseURL: string }, OfWorker>({
  house: [
    async ({ browserName }, use) => {
      if (browserName !== 'chromium') throw new Error('The journeys are written for Chromium.');
      const house = await startTestHouse({ members: MEMBERS });
      await use(house);
      await house.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ house }, use) => {
    await use(house.url);
  },
});

export { expect } from '@playwright/test';
