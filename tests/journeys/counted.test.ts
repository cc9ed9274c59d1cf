import { expect, test } from '../support/browser/journey.ts';
import { enterAs, expectAccessible, watchConsole } from '../support/browser/watched-page.ts';

const TITLE = 'Sollen Kreisversammlungen künftig immer auch online besucht werden können?';

test('a member reads a counted result, and a stranger its record', async ({ page, browser, house }) => {
  const complaints = watchConsole(page);
  await enterAs(page, 'member');
  await page.goto('/referendums');
  await page.getByRole('link', { name: TITLE }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByText('Quorum 1/4').getByRole('link', { name: '§ 13' })).toBeVisible();
  const uuid = new URL(page.url()).pathname.split('/').at(-1);
  const elsewhere = await browser.newContext({ baseURL: house.url });
  const stranger = await elsewhere.newPage();
  await stranger.goto(`/record/${uuid}`);
  await expect(stranger.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(stranger);
  const archive = await stranger.request.get(`/record/${uuid}/files/election.bel`);
  expect(archive.status()).toBe(200);
  expect(complaints).toEqual([]);
});
