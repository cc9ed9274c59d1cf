import type { Page } from '@playwright/test';
import { expect, test } from '../support/browser/journey.ts';
import { enterAs, widerThanWindow, tooSmallToTouch } from '../support/browser/watched-page.ts';

test.use({ viewport: { width: 320, height: 700 } });

/** What a member comes to, and what has the longest words. */
const PAGES = ['/', '/referendums', '/me', '/me/security', '/rolls/me', '/statutes', '/privacy', '/record'];

const OFFICERS_PAGES = ['/members', '/units', '/applications', '/transfers', '/address-changes', '/import'];

async function fitsSmallPhone(page: Page, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    expect([path, await widerThanWindow(page)]).toEqual([path, 0]);
    expect([path, await tooSmallToTouch(page)]).toEqual([path, []]);
  }
}

test('nothing is wider than a small phone, and what acts is large enough for a finger', async ({ page }) => {
  await enterAs(page, 'member');
  await fitsSmallPhone(page, PAGES);
});

test('that holds for the tables of an officer, too', async ({ page }) => {
  await enterAs(page, 'district-officer');
  await fitsSmallPhone(page, OFFICERS_PAGES);
});
