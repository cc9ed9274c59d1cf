import { test as base } from '@playwright/test';
import { startTestHouse, type TestHouse } from '../house.ts';

/** Journeys that need a running house and nobody in it; `env` of the worker's house is an option of the file. */
export const test = base.extend<{ baseURL: string }, { env: Record<string, string>; house: TestHouse }>({
  env: [{}, { option: true, scope: 'worker' }],
  house: [
    async ({ env }, use) => {
      const house = await startTestHouse({ env });
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
