import { expect, test } from '../support/browser/journey.ts';
import { enterApart, expectAccessible } from '../support/browser/watched-page.ts';

/** House time; nobody waits for it. */
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('a board above objects to an admission, and the branch reads why', async ({ browser, house }) => {
  const local = await enterApart(browser, house.url, 'district-officer');
  await local.page.goto('/members/new');
  await local.page.getByLabel('Vorname').fill('Ole');
  await local.page.getByLabel('Nachname').fill('Einwand');
  const unit = local.page.getByRole('combobox', { name: 'Gliederung' });
  await expect(unit).toHaveAttribute('autocomplete', 'off');
  await unit.focus();
  await local.page.keyboard.type('Leipz');
  await expect(local.page.getByRole('option', { name: 'Kreisverband Leipzig (Stadt)' })).toBeVisible();
  await local.page.keyboard.press('ArrowDown');
  await local.page.keyboard.press('Enter');
  await expect(unit).toHaveValue(/Leipzig/);
  await local.page.getByLabel('Mitglied seit').fill(inDays(0));
  await local.page.getByLabel('Voll wirksam seit').fill(inDays(42));
  await local.page.getByRole('button', { name: 'Aufnehmen' }).click();
  await expect(local.page.getByRole('heading', { level: 1, name: 'Ole Einwand' })).toBeVisible();
  await local.page.getByRole('link', { name: 'Aufnahme und Einspruch' }).click();
  await expect(local.page.getByText('Niemand hat Einspruch erhoben.')).toBeVisible();
  await expect(local.page.getByRole('button', { name: 'Einspruch erheben' })).toHaveCount(0);
  await expectAccessible(local.page);

  const above = await enterApart(browser, house.url, 'membership-officer');
  await above.page.goto(new URL(local.page.url()).pathname);
  await above.page.getByRole('button', { name: 'Einspruch erheben' }).click();
  await expect(above.page.getByRole('alert').getByRole('link', { name: /^Begründung: / })).toBeVisible();
  await expectAccessible(above.page);
  await above.page.getByLabel('Begründung').fill('Gehört noch einer anderen Partei an.');
  await above.page.getByRole('button', { name: 'Einspruch erheben' }).click();
  await expect(above.page.getByText('Entscheiden muss jemand anderes.')).toBeVisible();
  await expectAccessible(above.page);
  await local.page.reload();
  await expect(local.page.getByText('Gehört noch einer anderen Partei an.')).toBeVisible();
  await expect(local.page.getByText('noch nicht entschieden; die Rechte ruhen')).toBeVisible();
  expect([...local.complaints, ...above.complaints]).toEqual([]);
});
