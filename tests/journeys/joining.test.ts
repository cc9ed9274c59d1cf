import type { Page } from '@playwright/test';
import { expect, test } from '../support/browser/journey.ts';
import { enterApart, expectAccessible, watchConsole } from '../support/browser/watched-page.ts';

const EMAIL = 'juna.wellenreiter@example.org';

async function fillIn(page: Page, wish: { readonly bornOn?: string; readonly party?: 'Ja' | 'Nein' } = {}) {
  await page.getByLabel('Vorname').fill('Juna');
  await page.getByLabel('Nachname').fill('Wellenreiter');
  await page.getByLabel('Geburtsdatum').fill(wish.bornOn ?? '1999-04-03');
  await page.getByLabel('E-Mail', { exact: true }).fill(EMAIL);
  await page.getByLabel('Straße und Hausnummer').fill('Uferweg 8');
  await page.getByLabel('Postleitzahl').fill('04109');
  await page.getByLabel('Ort', { exact: true }).fill('Leipzig');
  await page.getByRole('radio', { name: wish.party ?? 'Nein' }).check({ force: true });
  for (const box of await page.getByRole('checkbox').all()) await box.check({ force: true });
}

async function openMail(page: Page, subject: RegExp): Promise<void> {
  await expect(async () => {
    await page.goto(`/dev/mail?to=${encodeURIComponent(EMAIL)}`);
    await expect(page.getByRole('link', { name: subject })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole('link', { name: subject }).click();
}

test('a stranger applies, an officer admits, and the new member comes in and is welcomed', async ({
  page,
  browser,
  house,
}) => {
  const complaints = watchConsole(page);
  const officer = await enterApart(browser, house.url, 'district-officer');
  await officer.page.goto('/applications');
  await expect(officer.page.getByRole('link', { name: 'Morgenrot, Lene' })).toBeVisible();
  await expectAccessible(officer.page);

  await page.goto('/');
  await page.getByRole('link', { name: 'Mitglied werden' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mitglied werden' })).toBeVisible();
  await expectAccessible(page);
  await page.goto('/join?unit=114713&plz=04109');
  await expect(page.getByRole('heading', { level: 1, name: /Leipzig/ })).toBeVisible();
  await expect(page.getByLabel('Postleitzahl')).toHaveValue('04109');
  await expectAccessible(page);

  await fillIn(page, { bornOn: '2019-01-02', party: 'Ja' });
  await page.getByRole('button', { name: 'Antrag stellen' }).click();
  await expect(page.getByText('Noch nicht, aber bald')).toBeVisible();
  await expect(page.getByRole('link', { name: '§ 2 der Satzung lesen' })).toBeVisible();
  await expect(page.getByLabel('Nachname')).toHaveValue('Wellenreiter');
  await expectAccessible(page);
  await fillIn(page);
  await page.getByRole('button', { name: 'Antrag stellen' }).click();
  await expect(page.getByText('Schau in dein Postfach')).toBeVisible();
  await expectAccessible(page);

  await expect(officer.page.getByRole('link', { name: 'Wellenreiter, Juna' })).toHaveCount(0);
  await openMail(page, /Bestätige deinen Antrag/);
  await page.getByRole('link', { name: /join\/confirm/ }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Ja, Antrag abschicken' }).click();
  await expect(page.getByText('Dein Antrag ist beim Vorstand')).toBeVisible();
  await expectAccessible(page);

  await expect(officer.page.getByRole('link', { name: 'Wellenreiter, Juna' })).toBeVisible();
  await officer.page.getByRole('link', { name: 'Wellenreiter, Juna' }).click();
  await expect(officer.page.getByRole('heading', { level: 1, name: /Juna Wellenreiter/ })).toBeVisible();
  await expectAccessible(officer.page);
  await officer.page.getByRole('button', { name: 'Antrag ablehnen' }).click();
  await expect(officer.page.getByText('Bitte begründe es in einem Satz.').first()).toBeVisible();
  await expectAccessible(officer.page);
  await officer.page.getByRole('button', { name: 'Als Mitglied aufnehmen' }).click();
  await expect(officer.page.getByText(/^Aufgenommen am/)).toBeVisible();
  await expectAccessible(officer.page);
  await officer.page.getByRole('link', { name: 'Zur Mitgliedskarte' }).click();
  await expect(officer.page.getByRole('heading', { level: 1, name: 'Juna Wellenreiter' })).toBeVisible();

  await openMail(page, /Willkommen bei/);
  await expect(page.getByText(/Drei Dinge für den Anfang/)).toBeVisible();
  await openMail(page, /dein Zugang/);
  await page.getByRole('link', { name: /activate/ }).click();
  await page
    .getByLabel(/Passwort/)
    .first()
    .fill('sieben Dachse am Deich');
  await page.getByRole('button', { name: 'Hinein' }).click();
  await page.waitForURL(({ pathname }) => pathname !== '/activate');
  await page.goto('/me');
  await expect(page.getByText('Juna Wellenreiter').first()).toBeVisible();
  await expectAccessible(page);
  expect([...complaints, ...officer.complaints]).toEqual([]);
});

test('applying works without JavaScript, and the same link takes the application back', async ({
  browser,
  baseURL,
}) => {
  const plain = await browser.newContext({ baseURL, locale: 'de-DE', javaScriptEnabled: false });
  const page = await plain.newPage();
  await page.goto('/join');
  await page.getByLabel('Kreisverband').selectOption('114713');
  await page.getByRole('button', { name: 'Weiter' }).click();
  await page.getByRole('button', { name: 'Antrag stellen' }).click();
  const missing = page.getByRole('alert').getByRole('link', { name: /^Geburtsdatum: / });
  await expect(missing).toHaveAttribute('href', '#bornOn');
  await fillIn(page);
  const email = 'ohne.skript@example.org';
  await page.getByLabel('E-Mail', { exact: true }).fill(email);
  await page.getByRole('button', { name: 'Antrag stellen' }).click();
  await expect(page.getByText('Schau in dein Postfach')).toBeVisible();
  await expect(async () => {
    await page.goto(`/dev/mail?to=${email}`);
    await expect(page.getByRole('link', { name: /Bestätige/ })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole('link', { name: /Bestätige/ }).click();
  await page.getByRole('link', { name: /join\/confirm/ }).click();
  await page.getByRole('button', { name: 'Ja, Antrag abschicken' }).click();
  await page.getByRole('button', { name: 'Antrag zurücknehmen' }).click();
  await expect(page.getByText('deine Angaben sind gelöscht')).toBeVisible();
  await plain.close();
});
