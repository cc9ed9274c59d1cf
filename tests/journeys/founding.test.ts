import { createHash } from 'node:crypto';
import { withConnection } from '../../scripts/postgres/databases.ts';
import { expect, test } from '../support/browser/empty-house.ts';

const TOKEN = 'EinrichtungswortNur1Test';

test.use({ env: { STIMMHAUS_MODE: 'production' } });

const TEXT = '# Partei für alle\n\nMusterweg 1, 12345 Musterstadt, vertreten durch den Vorstand.';

test('a production house is founded, closed to strangers until its texts are there, and has no demo', async ({
  page,
  playwright,
  house,
}) => {
  const hash = createHash('sha256').update(TOKEN).digest('hex');
  await withConnection(house.database.url, (sql) => sql`insert into setup_token (hash) values (${hash})`);
  const stranger = await playwright.request.newContext({ baseURL: house.url });
  const at = async (path: string): Promise<string> => {
    const answer = await stranger.get(path, { maxRedirects: 0 });
    return `${answer.status()} ${answer.headers().location ?? ''}`.trim();
  };
  for (const path of ['/', '/sign-in', '/personas', '/dev/mail']) expect(await at(path)).toBe('303 /setup');

  await page.goto('/');
  await page.getByLabel('Einrichtungswort').fill('geraten');
  await page.getByLabel('Name der Partei').fill('Partei für alle');
  await page.getByLabel('Vorname').fill('Ada');
  await page.getByLabel('Nachname').fill('Muster');
  await page.getByLabel('E-Mail-Adresse').fill('ada@example.org');
  await page.getByLabel('Neues Passwort').fill('vier Igel im Nebel');
  await page.getByRole('button', { name: 'Haus eröffnen' }).click();
  await expect(page.getByRole('alert')).toContainText('Dieses Einrichtungswort stimmt nicht');
  await page.getByLabel('Einrichtungswort').fill(TOKEN);
  await page.getByLabel('Neues Passwort').fill('vier Igel im Nebel');
  await page.getByRole('button', { name: 'Haus eröffnen' }).click();
  await page.waitForURL('**/setup/next');

  for (const path of ['/', '/debates', '/personas']) expect(await at(path)).toBe('303 /sign-in');
  expect(await at('/imprint')).toBe('200');
  await withConnection(
    house.database.url,
    (sql) => sql`update house set imprint = ${TEXT}, privacy = ${TEXT}`,
  );
  await page.reload();
  await expect(page.getByText('Das Haus ist offen')).toBeVisible();
  expect(await at('/')).toBe('200');
  for (const path of ['/setup', '/personas', '/dev', '/dev/mail', '/dev/ui', '/dev/mail/x', '/demo']) {
    expect(await at(path), path).toBe('404');
  }
  const form = { persona: 'member' };
  const entered = await stranger.post('/personas', { form, headers: { origin: house.url } });
  expect(entered.status()).toBe(404);
  const mails = await withConnection(house.database.url, (sql) => sql`select recipient, subject from mail`);
  expect([...mails]).toEqual([
    { recipient: 'ada@example.org', subject: 'Partei für alle: der Mailversand funktioniert' },
  ]);
  await stranger.dispose();
});
