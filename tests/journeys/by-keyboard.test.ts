import type { Locator, Page } from '@playwright/test';
import { OPEN_TITLE, openReferendum } from '../support/browser/acts/voting.ts';
import { expect, test } from '../support/browser/journey.ts';
import { enterAs, watchConsole } from '../support/browser/watched-page.ts';

const MOST_STOPS = 60;

/** Goes from stop to stop until this one has the focus, and sees that it shows. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('The keyboard does not get there.');
}

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, page.getByRole('button', { name }));
  await page.keyboard.press('Enter');
}

test('a member draws and votes by keyboard alone', async ({ page }) => {
  const complaints = watchConsole(page);
  await enterAs(page, 'moderator');
  const uuid = await openReferendum(page, OPEN_TITLE);
  await tabTo(page, page.getByRole('link', { name: 'Zum Inhalt' }));
  await page.keyboard.press('Enter');
  await page.goto(`/referendums/${uuid}/draw`);
  await press(page, 'In die Kabine gehen');
  await press(page, 'Karte jetzt ziehen');
  await press(page, 'Gleich abstimmen');
  await tabTo(page, page.getByRole('radio').first());
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, page.getByRole('checkbox', { name: 'Versammlungen und Bildung' }));
  await page.keyboard.press('Space');
  await press(page, 'Stimmzettel falten');
  await expect(page.getByRole('heading', { name: 'Gefaltet und verschlossen' })).toBeVisible();
  await expect(page.getByText('Nein', { exact: true })).toBeVisible();
  await expect(page.getByText('Versammlungen und Bildung')).toBeVisible();
  await press(page, 'Einwerfen');
  await expect(page.getByRole('heading', { name: 'Deine Stimme ist in der Urne' })).toBeVisible();
  await press(page, 'Suchen');
  await expect(page.getByText(/In der Urne\.|Im öffentlichen Protokoll\./)).toBeVisible();
  expect(complaints).toEqual([]);
});
