import { join } from 'node:path';
import { expect, type Download, type Page } from '@playwright/test';

/** Where a downloaded file lies, under a name of our choice. */
async function keep(download: Download, folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await download.saveAs(path);
  return path;
}

export interface HeldKey {
  readonly file: string;
  readonly passphrase: string;
}

/** Makes a trustee's key: file, paper, and both read back. Ends where the page waits for the others. */
export async function makeKey(page: Page, folder: string, name: string): Promise<HeldKey> {
  const passphrase = `vier Wörter ohne Sinn ${name}`;
  await page.getByRole('button', { name: 'Schlüssel machen' }).click();
  await page.getByLabel('Passphrase').fill(passphrase);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Datei speichern' }).click(),
  ]);
  const file = await keep(download, folder, `${name}.json`);
  const code = await page.locator('.printed-key .code').innerText();
  await page.getByRole('button', { name: 'Das Blatt liegt vor mir' }).click();
  await page.getByLabel('Deine Schlüsseldatei').setInputFiles(file);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Zurücklesen' }).click();
  await page.getByLabel('Code vom Blatt').fill(code);
  await page.getByRole('button', { name: 'Zurücklesen' }).click();
  await expect(page.getByRole('button', { name: 'Zurücklesen' })).toHaveCount(0);
  return { file, passphrase };
}

/** Loads a key from its file and presses `act`. */
export async function loadKey(page: Page, { file, passphrase }: HeldKey, act: string): Promise<void> {
  await page.getByLabel('Deine Schlüsseldatei').setInputFiles(file);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: act }).click();
}

/** What the demo hands out on the trustee's page. */
export async function takeDemoKey(page: Page, folder: string, name: string): Promise<HeldKey> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Schlüsseldatei herunterladen' }).click(),
  ]);
  const file = await keep(download, folder, `${name}.json`);
  const passphrase = await page.locator('.notice code').innerText();
  return { file, passphrase };
}

/** Recounts the encrypted tally and agrees to the checkpoint; the key comes next. */
export async function recount(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Nachrechnen' }).click();
  await expect(page.getByText('Deine Seite kommt zum selben Ergebnis')).toBeVisible();
  const checkpoint = await page.locator('.tracker').first().innerText();
  await page.getByLabel(/Die anderen sehen dasselbe/).check({ force: true });
  return checkpoint;
}
