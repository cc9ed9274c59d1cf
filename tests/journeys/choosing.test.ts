import { expect, test } from '../support/browser/journey.ts';
import { enterApart, expectAccessible } from '../support/browser/watched-page.ts';

const TYPED = '**/_app/immutable/**';

test('somebody finds a unit by typing, by keyboard alone', async ({ browser, house }) => {
  const { page, complaints } = await enterApart(browser, house.url, 'membership-officer');
  await page.goto('/members/new');
  const unit = page.getByRole('combobox', { name: 'Gliederung' });
  await expect(unit).toHaveAttribute('autocomplete', 'off');
  await unit.focus();
  await page.keyboard.type('Leipz');
  await expect(page.getByRole('option', { name: 'Kreisverband Leipzig (Stadt)' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(unit).toHaveValue(/Leipzig/);
  expect(complaints).toEqual([]);
});

test('who is in the list already is not disturbed when the one to type into arrives', async ({
  browser,
  house,
}) => {
  const { page } = await enterApart(browser, house.url, 'membership-officer');
  let letGo = (): void => {};
  const late = new Promise<void>((resolve) => (letGo = resolve));
  await page.goto('/members/new');
  await page.route(TYPED, async (route) => {
    await late;
    await route.continue();
  });
  await page.reload({ waitUntil: 'commit' });
  const unit = page.getByRole('combobox', { name: 'Gliederung' });
  await unit.focus();
  letGo();
  await page.waitForLoadState('networkidle');
  expect(await unit.evaluate((list) => [list.tagName, list === document.activeElement])).toEqual([
    'SELECT',
    true,
  ]);
  await unit.selectOption({ label: 'Kreisverband Leipzig (Stadt)' });
  await page.getByRole('textbox').first().focus();
  await expect(unit).toHaveAttribute('autocomplete', 'off');
  await expect(unit).toHaveValue('Kreisverband Leipzig (Stadt)');
});
