import { defineConfig, devices } from '@playwright/test';
import { chromiumArguments, findChromium } from './scripts/running/chromium.ts';

// Journeys: people in browsers, against the built product. `tests/support/journey.ts` gives each worker a house
// of its own.
export default defineConfig({
  testDir: 'tests/journeys',
  testMatch: '**/*.test.ts',
  globalSetup: './tests/support/global-setup.ts',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    ...devices['Desktop Chrome'],
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    // Longer than any screen needs on a busy machine, and short enough to fail while the page can still be looked at.
    actionTimeout: 60_000,
    trace: 'retain-on-failure',
    launchOptions: { executablePath: await findChromium(), args: chromiumArguments() },
  },
});
