import type { Page } from '@playwright/test';
import { expect, test } from '../support/browser/journey.ts';
import { enterApart, expectAccessible } from '../support/browser/watched-page.ts';

async function workOut(page: Page, wish: { title: string; method: string; seats: number }): Promise<void> {
  await page.goto('/office/delegate-keys/new');
  await page.getByLabel('Wofür').fill(wish.title);
  await page.getByLabel('Verfahren').selectOption(wish.method);
  await page.getByLabel('Delegierte insgesamt').fill(String(wish.seats));
  await page.getByRole('button', { name: 'Berechnen und festhalten' }).click();
  await expect(page.getByRole('heading', { level: 1, name: wish.title })).toBeVisible();
}

test('a secretary works out a delegate key, sees every round, and records the lot where branches are equal', async ({
  browser,
  house,
}) => {
  const { page, complaints } = await enterApart(browser, house.url, 'board-secretary');
  await page.goto('/office/delegate-keys');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Schlüssel berechnen' }).click();
  await expect(page.getByLabel('Verfahren')).toHaveValue('adams-in-pairs');
  await page.getByLabel('Wofür').fill('Bundesparteitag');
  await page.getByLabel('Delegierte insgesamt').fill('501');
  await page.getByRole('button', { name: 'Berechnen und festhalten' }).click();
  await expect(page.getByText('gerade Zahlen').first()).toBeVisible();
  await expectAccessible(page);

  await workOut(page, { title: 'Bundesparteitag', method: 'hare-niemeyer', seats: 101 });
  await expect(page.getByRole('heading', { name: 'Anteile' })).toBeVisible();
  await expectAccessible(page);

  // Among 16 Länder and few people, some are equal sooner or later.
  const isTied = page.getByRole('heading', { name: 'Los eintragen' });
  for (let seats = 17; seats < 40; seats += 1) {
    await workOut(page, { title: `Länderrat mit ${seats}`, method: 'dhondt', seats });
    if (await isTied.isVisible()) break;
  }
  await page.getByText(/^Alle \d+ Runden zeigen$/).click();
  await expectAccessible(page);
  await page.getByLabel('Wie wurde gelost').fill('Zettel aus der Urne, gezogen vor zwei Zeuginnen.');
  await page.getByRole('button', { name: 'Los festhalten' }).click();
  await expect(page.getByText('Wähle genau so viele').first()).toBeVisible();
  await expectAccessible(page);
  const tied = page.getByRole('group', { name: 'Wer hat gewonnen?' }).getByRole('checkbox');
  const open = Number(/Zu verlosen: (\d+)/.exec(await page.locator('main').innerText())?.[1]);
  for (let winner = 0; winner < open; winner += 1) await tied.nth(winner).check({ force: true });
  await page.getByRole('button', { name: 'Los festhalten' }).click();
  await expect(page.getByRole('heading', { name: 'Das Los' })).toBeVisible();
  await expect(page.getByText('gezogen vor zwei Zeuginnen')).toBeVisible();
  await expect(isTied).toBeHidden();
  await expectAccessible(page);

  const file = await page.request.get(`${page.url().split('?')[0]}/key.pdf`);
  expect([file.status(), (await file.body()).subarray(0, 4).toString()]).toEqual([200, '%PDF']);
  expect(complaints).toEqual([]);
});
