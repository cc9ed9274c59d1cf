import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { inRoot } from '../../scripts/running/root.ts';
import { loadKey, recount, takeDemoKey } from '../support/browser/acts/keys.ts';
import { castVote, OPEN_TITLE, openReferendum, type Choice } from '../support/browser/acts/voting.ts';
import { judge, noJudge } from '../support/judge.ts';
import { expect, test } from '../support/browser/journey.ts';
import { enterApart, expectAccessible, type Apart } from '../support/browser/watched-page.ts';

test.use({ houseName: 'whole vote' });

const PUBLIC = ['election.bel', 'cards.json', 'record.jsonl', 'checkpoint', 'card-key.pem'];
const VOTES: readonly (readonly [string, Choice])[] = [
  ['member', { decision: 'Ja', room: 'Junge Gruppen und Kultur' }],
  ['delegate', { decision: 'Ja', room: 'Nachbarschaft und Beratung' }],
  ['district-officer', { decision: 'Nein', room: 'Versammlungen und Bildung' }],
  ['moderator', { decision: 'Ja', room: 'Junge Gruppen und Kultur' }],
  ['auditor', { decision: 'Nein', room: 'Nachbarschaft und Beratung' }],
];
const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-whole-vote-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

/** A stranger takes the files and lets both verifiers decide. */
async function verifyElsewhere(stranger: Page, uuid: string): Promise<void> {
  for (const name of PUBLIC) {
    const file = await stranger.request.get(`/record/${uuid}/files/${name}`);
    expect(file.status()).toBe(200);
    writeFileSync(join(folder, name), await file.body());
  }
  const verify = [inRoot('crypto', 'cli', 'verify.ts'), folder, '--json'];
  const { status, stdout } = spawnSync(process.execPath, verify, { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'accept' });
  if (!noJudge) expect(judge(join(folder, 'election.bel'))).toMatchObject({ status: 0 });
}

async function countAs(page: Page, uuid: string, name: string): Promise<string> {
  await page.goto(`/referendums/${uuid}/trustee`);
  const checkpoint = await recount(page);
  await expectAccessible(page);
  const key = await takeDemoKey(page, folder, name);
  await loadKey(page, { ...key, passphrase: 'nicht die richtige' }, 'Entschlüsseln');
  await expect(page.getByText('Die Passphrase passt nicht zu dieser Datei.')).toBeVisible();
  await loadKey(page, key, 'Entschlüsseln');
  await expect(page.getByText(/Dein Teil ist da und gültig|Das Ergebnis steht fest/)).toBeVisible();
  return checkpoint;
}

async function confirmAs(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Bestätigen', exact: true }).check({ force: true });
  await page.getByLabel('Begründung').first().fill('Protokoll und Zählung sind geprüft.');
  await page.getByRole('button', { name: 'Entscheiden' }).click();
}

test('five people vote at once, trustees count, and a stranger comes to the same result', async ({
  browser,
  house,
}) => {
  test.setTimeout(400_000);
  const people = new Map<string, Apart>();
  const names = [...VOTES.map(([name]) => name), 'committee-1', 'committee-2', 'trustee-1', 'trustee-2'];
  for (const name of names) people.set(name, await enterApart(browser, house.url, name));
  const page = (name: string): Page => (people.get(name) as Apart).page;
  const uuid = await openReferendum(page('member'), OPEN_TITLE);

  const trackers = await Promise.all(VOTES.map(([name, choice]) => castVote(page(name), uuid, choice)));
  expect(new Set(trackers).size).toBe(VOTES.length);

  const member = page('member');
  await member.goto(`/referendums/${uuid}`);
  await expect(member.getByText('Offen', { exact: true })).toBeVisible();
  await expectAccessible(member);
  const [first, second] = [page('committee-1'), page('committee-2')];
  await first.goto(`/office/referendums/${uuid}`);
  await expectAccessible(first);
  await first.getByRole('button', { name: 'Bis zum Schluss vorstellen' }).click();
  await expect(member.getByText('Offen', { exact: true })).toHaveCount(0);

  await second.goto(`/office/referendums/${uuid}`);
  const checkpoints = await Promise.all(
    ['trustee-1', 'trustee-2'].map((name) => countAs(page(name), uuid, name)),
  );
  expect(checkpoints[0]).toBe(checkpoints[1]);
  await expect(page('trustee-1').getByText('Das Ergebnis steht fest.')).toBeVisible();
  await expectAccessible(page('trustee-1'));

  await Promise.all([confirmAs(first), confirmAs(second)]);
  await expect(member.getByText('Bestätigt', { exact: true })).toBeVisible();
  await expect(member.getByText(/Ja\s+3/)).toBeVisible();
  await expect(member.getByText(/^Bestätigt von \S+ \S+ und \S+ \S+$/)).toBeVisible();
  await expect(member.getByText(/erhebe Einspruch/)).toHaveCount(0);
  await expectAccessible(member);
  const minutes = await first.request.get(`/office/referendums/${uuid}/minutes`);
  expect(minutes.status()).toBe(200);
  expect((await minutes.body()).subarray(0, 5).toString()).toBe('%PDF-');

  await first.getByRole('button', { name: 'Ablegen' }).click();
  await expect(member.getByText('Abgelegt', { exact: true }).first()).toBeVisible();
  await expectAccessible(first);

  const stranger = await (await browser.newContext({ baseURL: house.url })).newPage();
  await stranger.goto(`/record/${uuid}`);
  await stranger.getByRole('textbox', { name: 'Prüfnummer' }).fill(trackers[4] as string);
  await stranger.getByRole('button', { name: 'Suchen' }).click();
  await expect(stranger.getByText('Im öffentlichen Protokoll.')).toBeVisible();
  await stranger.getByRole('button', { name: 'Jetzt nachzählen' }).click();
  await expect(stranger.getByText('Alles stimmt: Dieses Gerät kam zum selben Ergebnis.')).toBeVisible();
  await expectAccessible(stranger);
  await verifyElsewhere(stranger, uuid);
  for (const [name, { complaints }] of people) expect([name, complaints]).toEqual([name, []]);
});
