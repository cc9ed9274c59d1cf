import type { Page } from '@playwright/test';
import { expect, test } from '../support/browser/journey.ts';
import { enterApart, expectAccessible } from '../support/browser/watched-page.ts';

const TITLE = 'Soll die Partei einen Bildungsfonds gründen?';
const NEXT = 'Speichern und weiter';

async function nameTrustee(page: Page, name: string, body: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Suchen' }).click();
  const add = page.getByRole('button', { name: `${name} benennen` });
  await expect(add).toBeVisible();
  await page.getByLabel('Entsandt von').first().fill(body);
  await add.click();
  await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText(body);
}

test('a secretary drafts a referendum step by step, and the committee lays its roll open', async ({
  browser,
  house,
}) => {
  const secretary = await enterApart(browser, house.url, 'board-secretary');
  const committee = await enterApart(browser, house.url, 'committee-1');
  const member = await enterApart(browser, house.url, 'member');
  const { page } = secretary;
  await page.goto('/office/referendums/new');
  await page.getByRole('button', { name: 'Entwurf anlegen' }).click();
  await expect(page).toHaveURL(/referendums\/new/);
  await expectAccessible(page);
  await page.getByLabel('Titel').fill(TITLE);
  await page.getByRole('button', { name: 'Entwurf anlegen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Frage' })).toBeVisible();
  await page.getByRole('button', { name: 'Antwort hinzufügen' }).click();
  await page.getByRole('textbox', { name: 'Antwort 3' }).fill('Später');
  await page.getByRole('radio', { name: /Eine Auswahl/ }).check({ force: true });
  await expectAccessible(page);
  await page.getByRole('button', { name: NEXT }).click();
  await page.getByLabel('Worum es geht').fill('Ein **Fonds** für Seminare in jedem Kreis.');
  await page.getByRole('button', { name: NEXT }).click();
  for (const title of ['Stimmberechtigte', 'Zeiten']) {
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: NEXT }).click();
  }
  await expect(page.getByRole('heading', { level: 1, name: 'Schlüssel' })).toBeVisible();
  await nameTrustee(page, 'Ada Fernblick', 'Schiedskommission');
  await nameTrustee(page, 'Tarek Moosbach', 'Jugendverband');
  await nameTrustee(page, 'Ingrid Quellental', 'Landesvorstand');
  await expectAccessible(page);
  const saved = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Speichern', exact: true }).click();
  await saved;
  await expect(page.getByRole('button', { name: 'Speichern', exact: true })).toBeEnabled();
  await page.getByRole('link', { name: 'Weiter' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Überblick' })).toBeVisible();
  await expect(page.getByText('Das Auslegen ist Sache des Wahlausschusses.')).toBeVisible();
  await expectAccessible(page);

  const uuid = page.url().split('/')[5] ?? '';
  await committee.page.goto(`/office/referendums/${uuid}`);
  await expectAccessible(committee.page);
  await member.page.goto('/referendums');
  await expect(member.page.getByRole('link', { name: TITLE })).toHaveCount(0);
  await committee.page.getByRole('button', { name: /auslegen/i }).click();
  await expect(committee.page.getByText('Warten, bis die Einspruchsfrist zum Verzeichnis')).toBeVisible();
  await member.page.reload();
  await member.page.getByRole('link', { name: TITLE }).first().click();
  await expect(member.page.getByText('Später')).toBeVisible();
  await expectAccessible(member.page);
  for (const { complaints } of [secretary, committee, member]) expect(complaints).toEqual([]);
});
