import type { CDPSession, Page } from '@playwright/test';
import { createPersona } from '#lib/accounts/server/index.ts';
import { closeDatabase, openDatabase, transact } from '#lib/platform/server/database.server.ts';
import { makeAccount, PASSWORD, type MadeAccount } from '../support/accounts/accounts.ts';
import { expect, test } from '../support/browser/empty-house.ts';
import { expectAccessible } from '../support/browser/watched-page.ts';
import { makePerson } from '../support/people.ts';

async function inDatabase<T>(url: string, work: () => Promise<T>): Promise<T> {
  openDatabase(url);
  try {
    return await work();
  } finally {
    await closeDatabase();
  }
}

const account = (url: string): Promise<MadeAccount> => inDatabase(url, () => makeAccount());

async function createMember(): Promise<void> {
  const personId = await makePerson({ givenName: 'Mia', familyName: 'Muster' });
  const given = { personId, email: 'mia@example.org', locale: 'de', persona: 'member' } as const;
  await transact((tx) => createPersona(tx, given));
}

async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in?to=/me/security');
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
}

/** A passkey in the browser, as a phone or a laptop has one. */
async function withAuthenticator(page: Page): Promise<CDPSession> {
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2' as const,
    transport: 'internal' as const,
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  await client.send('WebAuthn.addVirtualAuthenticator', { options });
  return client;
}

test('somebody signs in with a password, by keyboard alone, and out again', async ({ page, house }) => {
  const { email } = await account(house.database.url);
  await page.goto('/sign-in?to=/me/security');
  await expectAccessible(page);
  await page.getByLabel('E-Mail-Adresse').focus();
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type('nicht das richtige');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByRole('alert')).toContainText('Adresse oder Passwort stimmen nicht');
  await expect(page.getByLabel('E-Mail-Adresse')).toHaveValue(email);
  await expectAccessible(page);
  await page.getByLabel('Passwort', { exact: true }).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(({ pathname }) => pathname === '/me/security');
  await expect(page.getByText('Das bist du gerade.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Abmelden', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto('/me/security');
  await expect(page).toHaveURL(/\/sign-in\?to=/);
});

test('somebody adds a passkey and signs in with it, without password', async ({ page, house }) => {
  const { email } = await account(house.database.url);
  await withAuthenticator(page);
  await signIn(page, email);
  await page.waitForURL(({ pathname }) => pathname === '/me/security');
  await page.getByRole('link', { name: 'Zweiten Faktor einrichten' }).click();
  await page.getByRole('button', { name: 'Passkey hinzufügen' }).click();
  await expect(page.getByText('Schreib diese Notfallcodes auf')).toBeVisible();
  await expect(page.locator('ol code')).toHaveCount(10);
  await expect(page.getByText('Chrome · Windows')).toBeVisible();
  await expectAccessible(page);
  await page.context().clearCookies();
  await page.goto('/sign-in?to=/me/security');
  await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click();
  await page.waitForURL(({ pathname }) => pathname === '/me/security');
  await expect(page.getByText(email)).toBeVisible();
});

test('[W-14] who signs out everywhere else is out there with the next request', async ({
  page,
  house,
  browser,
  baseURL,
}) => {
  const { email } = await account(house.database.url);
  const phone = await browser.newContext({ baseURL, locale: 'de-DE' });
  const onPhone = await phone.newPage();
  await signIn(onPhone, email);
  await onPhone.waitForURL(({ pathname }) => pathname === '/me/security');
  await signIn(page, email);
  await page.waitForURL(({ pathname }) => pathname === '/me/security');
  await page.getByRole('button', { name: 'Überall sonst abmelden' }).click();
  await expect(page.getByText('Dort bist du abgemeldet.')).toBeVisible();
  await onPhone.goto('/me/security');
  await expect(onPhone).toHaveURL(/\/sign-in\?to=/);
  const data = await phone.request.get('/me/security/__data.json', { maxRedirects: 0 });
  expect(await data.text()).not.toContain(email);
  await phone.close();
});

test('[W-13] a cookie planted before the sign-in is worth nothing after it', async ({ page, house }) => {
  const { email } = await account(house.database.url);
  const planted = 'a'.repeat(40);
  const cookie = { name: 'stimmhaus', value: planted, url: house.url };
  await page.context().addCookies([cookie]);
  await signIn(page, email);
  await page.waitForURL(({ pathname }) => pathname === '/me/security');
  const kept = (await page.context().cookies()).find(({ name }) => name === 'stimmhaus');
  expect(kept?.value).not.toBe(planted);
  expect(kept).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
});

test('[W-33] a link scanner that opens the link from a mail uses nothing up', async ({
  page,
  house,
  request,
}) => {
  const { email } = await account(house.database.url);
  await page.goto('/reset');
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByRole('button', { name: 'Link schicken' }).click();
  await expect(page.getByText('Schau in dein Postfach')).toBeVisible();
  await expect(async () => {
    await page.goto(`/dev/mail?to=${encodeURIComponent(email)}`);
    await expect(page.getByRole('link', { name: /neues Passwort/ })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole('link', { name: /neues Passwort/ }).click();
  const link = page.getByRole('link', { name: /reset\/password\?token=/ });
  const href = (await link.getAttribute('href')) ?? '';
  for (let i = 0; i < 3; i += 1) expect((await request.get(href)).status()).toBe(200);
  expect((await request.head(href)).status()).toBe(200);
  await link.click();
  await page.getByLabel('Neues Passwort').fill('sieben Dachse am Deich');
  await page.getByRole('button', { name: 'Passwort setzen' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto(href);
  await expect(page.getByText('Dieser Link gilt nicht mehr')).toBeVisible();
  await expectAccessible(page);
});

test('everything but passkeys works without JavaScript', async ({ house, browser, baseURL }) => {
  const { email } = await account(house.database.url);
  await inDatabase(house.database.url, createMember);
  const plain = await browser.newContext({ baseURL, locale: 'de-DE', javaScriptEnabled: false });
  const page = await plain.newPage();
  await signIn(page, email, 'falsch');
  await expect(page.getByRole('alert')).toContainText('stimmen nicht');
  await signIn(page, email);
  await expect(page).toHaveURL(({ pathname }) => pathname === '/me/security');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Security' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL((url) => url.pathname === '/');
  await page.goto('/personas');
  await page
    .getByRole('button', { name: /^Enter as / })
    .first()
    .click();
  await expect(page).toHaveURL((url) => url.pathname === '/');
  await plain.close();
});
