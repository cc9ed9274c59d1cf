import { expect, type Page } from '@playwright/test';

/** The demo's referendum that is open, in Leipzig. */
export const OPEN_TITLE = 'Soll der Kreisverband ein Haus der Begegnung eröffnen?';

export interface Choice {
  readonly decision: 'Ja' | 'Nein';
  readonly room: 'Nachbarschaft und Beratung' | 'Junge Gruppen und Kultur' | 'Versammlungen und Bildung';
}

/** Opens a referendum's page from the list and gives its uuid. */
export async function openReferendum(page: Page, title: string): Promise<string> {
  await page.goto('/referendums');
  await page.getByRole('link', { name: title }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** From the signed-in page into the booth and back, until the card is there. */
export async function drawCard(page: Page, uuid: string): Promise<void> {
  await page.goto(`/referendums/${uuid}/draw`);
  await page.getByRole('button', { name: 'In die Kabine gehen' }).click();
  await page.getByRole('button', { name: 'Karte jetzt ziehen' }).click();
  await expect(page.getByRole('heading', { name: 'Deine Stimmkarte' })).toBeVisible();
}

export async function goOnToVote(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Gleich abstimmen' }).click();
  await expect(page.getByRole('heading', { name: 'Dein Stimmzettel' })).toBeVisible();
}

/** Fills in the paper of the demo's open referendum, and folds it. */
export async function fillIn(page: Page, { decision, room }: Choice): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(`${decision}$`) }).check({ force: true });
  await page.getByRole('checkbox', { name: room }).check({ force: true });
  await page.getByRole('button', { name: 'Stimmzettel falten' }).click();
  await expect(page.getByRole('heading', { name: 'Gefaltet und verschlossen' })).toBeVisible();
}

/** Drops the folded paper into the box and gives its tracker. */
export async function castFolded(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Einwerfen' }).click();
  await expect(page.getByRole('heading', { name: 'Deine Stimme ist in der Urne' })).toBeVisible();
  return page.getByRole('textbox', { name: 'Prüfnummer' }).inputValue();
}

/** Draws a card and votes with it in one sitting. */
export async function castVote(page: Page, uuid: string, choice: Choice): Promise<string> {
  await drawCard(page, uuid);
  await goOnToVote(page);
  await fillIn(page, choice);
  return castFolded(page);
}
