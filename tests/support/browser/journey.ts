import { test as base } from '@playwright/test';
import { startTestHouse, type TestHouse } from '../house.ts';

/** Enough for every unit to have people, little enough to be there in seconds. */
const MEMBERS = 400;

interface OfWorker {
  /** The demo party in a running house; all tests of one worker share it. */
  readonly house: TestHouse;
  /** Tests that turn the house's clock name a house of their own, so that the others find theirs as they left it. */
  readonly houseName: string;
}

export const test = base.extend<{ baseURL: string }, OfWorker>({
  houseName: ['shared', { option: true, scope: 'worker' }],
  house: [
    async ({ browserName, houseName }, use) => {
      if (browserName !== 'chromium') throw new Error(`“${houseName}” is for Chromium.`);
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
