import { expect, test } from '../support/browser/journey.ts';
import { enterApart, expectAccessible } from '../support/browser/watched-page.ts';

const HEAD = 'Mitgliedsnummer;Vorname;Nachname;Geburtsdatum;E-Mail;Gliederung;Eintritt';
const LEIPZIG = 114_713;
const ROWS = [
  `Z-1;Dörte;Doppelt;17.05.1980;doerte@example.org;${LEIPZIG};01.03.2022`,
  `Z-2;Dörte;Doppelt;17.05.1980;doerte.alt@example.org;${LEIPZIG};01.03.2020`,
];
const FILE = Buffer.from([HEAD, ...ROWS, ''].join('\r\n'));

test('an officer makes one entry of two, sees it in the history, and takes it back', async ({
  browser,
  house,
}) => {
  const { page, complaints } = await enterApart(browser, house.url, 'district-officer');
  await page.goto('/import');
  const file = { name: 'doppelte.csv', mimeType: 'text/csv', buffer: FILE };
  await page.getByLabel('CSV-Datei').setInputFiles(file);
  await page.getByRole('button', { name: 'Hochladen und prüfen' }).click();
  await page.getByRole('button', { name: '2 Zeilen übernehmen' }).click();
  await expect(page.getByText('übernommen', { exact: true }).first()).toBeVisible();

  await page.goto('/members?q=Doppelt');
  await page.getByRole('link', { name: 'Doppelt, Dörte' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Dörte Doppelt' })).toBeVisible();
  await page.getByRole('link', { name: 'Doppelten Eintrag zusammenführen' }).click();
  await page.getByRole('link', { name: 'Mit Dörte Doppelt vergleichen' }).click();
  await expect(page.getByRole('heading', { name: 'Was bleibt' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('radio', { name: /doerte\.alt@example\.org/ }).check({ force: true });
  await page.getByRole('button', { name: 'Zusammenführen', exact: true }).click();
  await expect(page.getByText('Beide Einträge sind jetzt einer.')).toBeVisible();
  await expectAccessible(page);

  await page.goto('/members?q=Doppelt');
  await expect(page.getByRole('link', { name: 'Doppelt, Dörte' })).toHaveCount(1);
  await page.getByRole('link', { name: 'Doppelt, Dörte' }).click();
  await page.getByRole('link', { name: /Dörte Doppelt, Z-\d/ }).click();
  await page.getByRole('button', { name: 'Zusammenführung rückgängig machen' }).click();
  await expect(page.getByText('Rückgängig gemacht').first()).toBeVisible();
  await expectAccessible(page);
  await page.goto('/members?q=Doppelt');
  await expect(page.getByRole('link', { name: 'Doppelt, Dörte' })).toHaveCount(2);
  expect(complaints).toEqual([]);
});
