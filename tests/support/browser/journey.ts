import { test as base, type Page } from '@playwright/test';
import { startTestHouse, type TestHouse } from '../house.ts';

/** Enough for every unit to have people, little enough to be there in seconds. */
const MEMBERS = 400;
const MOST_WORDS = 2000;

interface OfWorker {
  /** The demo party in a running house; all tests of one worker share it. */
  readonly house: TestHouse;
  /** Tests that turn the house's clock name a house of their own, so that the others find theirs as they left it. */
  readonly houseName: string;
}

/** Says in words where everybody stood when a journey failed: CI keeps no pictures. */
async function tellWhereabouts(pages: readonly Page[]): Promise<void> {
  for (const page of new Set(pages)) {
    const seen = await page.locator('body').innerText({ timeout: 2000 }).catch(String);
    process.stdout.write(`${page.url()}\n${seen.slice(0, MOST_WORDS)}\n\n`);
  }
}

export const test = base.extend<{ baseURL: string; whereabouts: void }, OfWorker>({
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
  // It takes `page`, so that it ends while the windows are still open.
  whereabouts: [
    async ({ browser, page }, use, testInfo) => {
      await use();
      if (testInfo.status !== testInfo.expectedStatus)
        await tellWhereabouts([page, ...browser.contexts().flatMap((context) => context.pages())]);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';
