import { expect, test } from '../support/browser/journey.ts';
import { enterApart, expectAccessible } from '../support/browser/watched-page.ts';

const HEAD = 'Mitgliedsnummer;Vorname;Nachname;E-Mail;Gliederung;Eintritt';
const LEIPZIG = 114_713;
const HAMBURG = 102_000;
const ROWS = [
  `J-1;Jörg;Überall;joerg.ueberall@example.org;${LEIPZIG};01.03.2026`,
  `J-2;Falscher;Tag;falscher.tag@example.org;${LEIPZIG};31.02.2026`,
  `J-3;Fremder;Kreis;fremder.kreis@example.org;${HAMBURG};01.03.2026`,
];
/** As a spreadsheet on an office computer writes it. */
const FILE = Buffer.from([HEAD, ...ROWS, ''].join('\r\n'), 'latin1');

test('an officer reads members from a file, sees what is refused and why, and the new one gets a link', async ({
  browser,
  house,
}) => {
  const { page, complaints } = await enterApart(browser, house.url, 'district-officer');
  await page.goto('/import');
  await expectAccessible(page);
  const file = { name: 'eintritte.csv', mimeType: 'text/csv', buffer: FILE };
  await page.getByLabel('CSV-Datei').setInputFiles(file);
  await page.getByRole('button', { name: 'Hochladen und prüfen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /eintritte\.csv/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /abgelehnt.*2/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Neuen Mitgliedern den Link zu ihrem Konto mailen').check({ force: true });
  await page.getByRole('button', { name: 'Eine Zeile übernehmen' }).click();
  await expect(page.getByText('übernommen', { exact: true }).first()).toBeVisible();

  await page.goto('/members');
  await page.getByLabel('Name, E-Mail oder Nummer').fill('Überall');
  await page.getByRole('button', { name: 'Filtern' }).click();
  await page.getByRole('link', { name: 'Überall, Jörg' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Jörg Überall' })).toBeVisible();
  await expectAccessible(page);
  await page.goto('/members?q=Kreis, Fremder');
  await expect(page.getByRole('link', { name: 'Kreis, Fremder' })).toHaveCount(0);

  await expect(async () => {
    await page.goto('/dev/mail?to=joerg.ueberall@example.org');
    await expect(page.getByRole('link', { name: /dein Zugang/ })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole('link', { name: /dein Zugang/ }).click();
  await expect(page.getByRole('link', { name: /activate/ })).toBeVisible();
  expect(complaints).toEqual([]);
});
