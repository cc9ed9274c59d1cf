import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { loadKey, makeKey } from '../support/browser/acts/keys.ts';
import { expect, test } from '../support/browser/journey.ts';
import { enterApart, expectAccessible } from '../support/browser/watched-page.ts';

test.use({ houseName: 'ceremony' });

const TITLE = 'Soll die Mitgliederzeitung nur noch digital erscheinen?';
/** Three pages take eight steps each in turn. */
const EIGHT_STEPS_MS = 90_000;
const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-ceremony-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

/** Lets the inspection end and opens the roll's page; gives the referendum's uuid. */
async function endInspection(committee: Page): Promise<string> {
  await committee.goto('/office/referendums');
  await committee.getByRole('link', { name: TITLE }).first().click();
  await expect(committee.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  const uuid = new URL(committee.url()).pathname.split('/').at(-1) ?? '';
  await committee.getByRole('button', { name: 'Bis zum Ende der Auslegung vorstellen' }).click();
  await expect(committee.getByText('Die Uhr des Hauses geht')).toBeVisible();
  await committee.getByRole('link', { name: 'Zum Verzeichnis' }).click();
  await committee.getByRole('link', { name: 'Versiegeln' }).click();
  await expect(committee.getByRole('heading', { name: 'Verzeichnis versiegeln' })).toBeVisible();
  return uuid;
}

test('two people seal the roll, three trustees make the key together, and two open the vote', async ({
  browser,
  house,
}) => {
  test.setTimeout(240_000);
  const enter = (name: string) => enterApart(browser, house.url, name);
  const committee = [await enter('committee-1'), await enter('committee-2')] as const;
  const trustees = [await enter('trustee-1'), await enter('trustee-2'), await enter('trustee-3')] as const;
  const [first, second] = [committee[0].page, committee[1].page];
  const uuid = await endInspection(first);
  await expectAccessible(first);
  await second.goto(first.url());
  await first.getByRole('button', { name: 'Diese Zeilen bestätigen' }).click();
  await expect(first.getByText('Jetzt fehlt eine zweite Person.')).toBeVisible();
  await second.reload();
  await second.getByRole('button', { name: 'Bestätigen und versiegeln' }).click();
  await expect(second.getByText('Das Verzeichnis ist versiegelt.').first()).toBeVisible();

  for (const { page } of trustees) await page.goto(`/referendums/${uuid}/trustee`);
  const [one, two, three] = [trustees[0].page, trustees[1].page, trustees[2].page];
  const key = await makeKey(one, folder, 'eins');
  await expect(one.getByText(/Es fehlt noch: .+, .+\./)).toBeVisible();
  await expectAccessible(one);
  await one.reload();
  await loadKey(one, key, 'Schlüssel laden');
  await Promise.all([makeKey(two, folder, 'zwei'), makeKey(three, folder, 'drei')]);
  for (const { page } of trustees) {
    const isMade = page.getByText('Der gemeinsame Schlüssel steht und ist geprüft');
    await expect(isMade).toBeVisible({ timeout: EIGHT_STEPS_MS });
  }
  await expectAccessible(three);

  await Promise.all([first, second].map((page) => page.goto(`/office/referendums/${uuid}`)));
  await first.getByRole('button', { name: 'Freigeben' }).click();
  await expect(first.getByText('1 von 2 Personen')).toBeVisible();
  await expect(second.getByText('1 von 2 Personen')).toBeVisible();
  await second.getByRole('button', { name: 'Freigeben' }).click();
  await expect(first.getByText('Offen', { exact: true }).first()).toBeVisible();
  await expectAccessible(first);
  for (const { complaints } of [...committee, ...trustees]) expect(complaints).toEqual([]);
});
