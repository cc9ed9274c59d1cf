import { defineConfig } from 'vitest/config';

// Unit and database tests. Journeys (tests/journeys) run under Playwright, see playwright.config.ts.
export default defineConfig({
  test: {
    include: ['{crypto,src,scripts,tests}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'build/**', 'tests/journeys/**'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
