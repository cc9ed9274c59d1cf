import type { Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';
import { enterAs, expectAccessible, watchConsole } from '../support/watched-page.ts';

const TITLE = 'Soll der Kreisverband ein Haus der Begegnung eröffnen?';

/** Fills in the paper of the demo's open referendum: yes, and one of the second question. */
async function fillIn(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /Ja$/ }).check({ force: true });
  await page.getByRole('checkbox', { name: /Junge Gruppen/ }).check({ force: true });
  await page.getByRole('button', { name: 'Stimmzettel falten' }).click();
  await expect(page.getByRole('heading', { name: 'Gefaltet und verschlossen' })).toBeVisible();
}

test('a member draws a card, tests a ballot, votes and finds it in the box', async ({ page }) => {
  const complaints = watchConsole(page);
  await enterAs(page, 'member');
  await page.goto('/referendums');
  await page.getByRole('link', { name: TITLE }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${new URL(page.url()).pathname}/draw`);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'In die Kabine gehen' }).click();
  await page.getByRole('button', { name: 'Karte jetzt ziehen' }).click();
  await expect(page.getByRole('heading', { name: 'Deine Stimmkarte' })).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await page.getByRole('button', { name: 'Gleich abstimmen' }).click();
  await expect(page.getByRole('heading', { name: 'Dein Stimmzettel' })).toBeVisible();
  await expectAccessible(page);
  await fillIn(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Diesen Stimmzettel lieber prüfen' }).click();
  await expect(page.getByRole('heading', { name: 'Geöffnet zum Prüfen' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Einwerfen' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Neuen Stimmzettel ausfüllen' }).click();
  await fillIn(page);
  await page.getByRole('button', { name: 'Einwerfen' }).click();
  await expect(page.getByRole('heading', { name: 'Deine Stimme ist in der Urne' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Suchen' }).click();
  await expect(page.getByText(/In der Urne\.|Im öffentlichen Protokoll\./)).toBeVisible();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  expect(complaints).toEqual([]);
});

test('somebody else’s link makes nobody draw', async ({ page }) => {
  await enterAs(page, 'district-officer');
  await page.goto('/referendums');
  await page.getByRole('link', { name: TITLE }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  const draw = `${new URL(page.url()).pathname}/draw`;
  await page.goto(`${draw}#blinded.${'x'.repeat(22)}.${'A'.repeat(512)}`);
  await expect(page.getByText('Diese Anforderung kam nicht aus deiner eigenen Kabine')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Karte jetzt ziehen' })).toHaveCount(0);
});
