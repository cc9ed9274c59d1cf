import {
  castFolded,
  drawCard,
  fillIn,
  goOnToVote,
  OPEN_TITLE,
  openReferendum,
} from '../support/browser/acts/voting.ts';
import { expect, test } from '../support/browser/journey.ts';
import { enterAs, expectAccessible, watchConsole } from '../support/browser/watched-page.ts';

const CHOICE = { decision: 'Ja', room: 'Junge Gruppen und Kultur' } as const;

test('[R-34, R-46, R-47] a member draws a card, tests a ballot, votes and finds it in the box', async ({
  page,
}) => {
  const complaints = watchConsole(page);
  await enterAs(page, 'member');
  const uuid = await openReferendum(page, OPEN_TITLE);
  await expectAccessible(page);
  await page.goto(`/referendums/${uuid}/draw`);
  await expectAccessible(page);
  await drawCard(page, uuid);
  await expectAccessible(page);
  await goOnToVote(page);
  await expectAccessible(page);
  await fillIn(page, CHOICE);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Diesen Stimmzettel lieber prüfen' }).click();
  await expect(page.getByRole('heading', { name: 'Geöffnet zum Prüfen' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Einwerfen' })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Neuen Stimmzettel ausfüllen' }).click();
  await fillIn(page, CHOICE);
  const tracker = await castFolded(page);
  expect(tracker).toMatch(/^[A-Za-z0-9+/]{43}$/);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Suchen' }).click();
  await expect(page.getByText(/In der Urne\.|Im öffentlichen Protokoll\./)).toBeVisible();
  const kept = await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.entries(sessionStorage),
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
  }));
  const record = `stimmhaus-record:${uuid}`;
  expect(kept).toMatchObject({ local: [record], databases: [], caches: [] });
  const own = kept.session.filter(([key]) => !key.startsWith('sveltekit:'));
  expect(own).toEqual([]);
  expect(JSON.stringify(kept.session)).not.toContain(tracker);
  expect(complaints).toEqual([]);
});

test('a draw goes on where it was, whenever the page is loaded anew', async ({ page }) => {
  await enterAs(page, 'auditor');
  const uuid = await openReferendum(page, OPEN_TITLE);
  await page.goto(`/referendums/${uuid}/draw`);
  await page.reload();
  await page.getByRole('button', { name: 'In die Kabine gehen' }).click();
  await expect(page.getByRole('button', { name: 'Karte jetzt ziehen' })).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Karte jetzt ziehen' }).click();
  await expect(page.getByRole('heading', { name: 'Deine Stimmkarte' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Deine Stimmkarte' })).toBeVisible();
  await goOnToVote(page);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Deine Stimmkarte' })).toBeVisible();
  await goOnToVote(page);
  await fillIn(page, CHOICE);
  await page.reload();
  await goOnToVote(page);
  await fillIn(page, CHOICE);
  await castFolded(page);
});

test('two people who share a device draw a card each', async ({ page }) => {
  await enterAs(page, 'delegate');
  const uuid = await openReferendum(page, OPEN_TITLE);
  await drawCard(page, uuid);
  await enterAs(page, 'moderator');
  await page.goto(`/referendums/${uuid}/draw`);
  await page.getByRole('button', { name: 'In die Kabine gehen' }).click();
  await expect(page.getByRole('heading', { name: 'Hier liegt noch eine Stimmkarte' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Meine eigene Karte ziehen' }).click();
  await page.getByRole('button', { name: 'Karte jetzt ziehen' }).click();
  await goOnToVote(page);
  await fillIn(page, CHOICE);
  await castFolded(page);
  await enterAs(page, 'delegate');
  await page.goto(`/referendums/${uuid}/draw`);
  await page.getByRole('button', { name: 'In die Kabine gehen' }).click();
  await page.getByRole('button', { name: 'Das ist meine Karte' }).click();
  await goOnToVote(page);
  await fillIn(page, CHOICE);
  await castFolded(page);
});

test('somebody else’s link makes nobody draw', async ({ page }) => {
  await enterAs(page, 'district-officer');
  const uuid = await openReferendum(page, OPEN_TITLE);
  await page.goto(`/referendums/${uuid}/draw#blinded.${'x'.repeat(22)}.${'A'.repeat(512)}`);
  await expect(page.getByText('Diese Anforderung kam nicht aus deiner eigenen Kabine')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Karte jetzt ziehen' })).toHaveCount(0);
});
