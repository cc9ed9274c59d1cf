import { expect, test } from '../support/browser/journey.ts';
import { enterAs, widerThanWindow, tooSmallToTouch } from '../support/browser/watched-page.ts';

test.use({ viewport: { width: 320, height: 700 } });

/** What a member comes to, and what has the longest words. */
const PAGES = ['/', '/referendums', '/me', '/me/security', '/rolls/me', '/statutes', '/privacy', '/record'];

test('nothing is wider than a small phone, and what acts is large enough for a finger', async ({ page }) => {
  await enterAs(page, 'member');
  for (const path of PAGES) {
    await page.goto(path);
    expect([path, await widerThanWindow(page)]).toEqual([path, 0]);
    expect([path, await tooSmallToTouch(page)]).toEqual([path, []]);
  }
});
