import type { Locator, Page } from '@playwright/test';
import {
  castFolded,
  drawCard,
  fillIn,
  goOnToVote,
  OPEN_TITLE,
  openReferendum,
} from '../support/browser/acts/voting.ts';
import { expect, test } from '../support/browser/journey.ts';
import { enterAs, watchConsole } from '../support/browser/watched-page.ts';

test.use({ houseName: 'booth' });

const CHOICE = { decision: 'Ja', room: 'Junge Gruppen und Kultur' } as const;
const MOST_STOPS = 60;

/** Goes from stop to stop until this one has the focus, and sees that it shows. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('The keyboard does not get there.');
}

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, page.getByRole('button', { name }));
  await page.keyboard.press('Enter');
}

test('a member draws and votes by keyboard alone', async ({ page }) => {
  const complaints = watchConsole(page);
  await enterAs(page, 'moderator');
  const uuid = await openReferendum(page, OPEN_TITLE);
  await tabTo(page, page.getByRole('link', { name: 'Zum Inhalt' }));
  await page.keyboard.press('Enter');
  await page.goto(`/referendums/${uuid}/draw`);
  await press(page, 'In die Kabine gehen');
  await press(page, 'Karte jetzt ziehen');
  await press(page, 'Gleich abstimmen');
  await tabTo(page, page.getByRole('radio').first());
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, page.getByRole('checkbox', { name: 'Versammlungen und Bildung' }));
  await page.keyboard.press('Space');
  await press(page, 'Stimmzettel falten');
  await expect(page.getByRole('heading', { name: 'Gefaltet und verschlossen' })).toBeVisible();
  await expect(page.getByText('Nein', { exact: true })).toBeVisible();
  await expect(page.getByText('Versammlungen und Bildung')).toBeVisible();
  await press(page, 'Einwerfen');
  await expect(page.getByRole('heading', { name: 'Deine Stimme ist in der Urne' })).toBeVisible();
  await press(page, 'Suchen');
  await expect(page.getByText(/In der Urne\.|Im öffentlichen Protokoll\./)).toBeVisible();
  expect(complaints).toEqual([]);
});

test('[R-45] every answer stands on the paper alike, in the frozen order, on a phone and on a wide screen', async ({
  page,
}) => {
  await enterAs(page, 'delegate');
  await drawCard(page, await openReferendum(page, OPEN_TITLE));
  await goOnToVote(page);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.mouse.move(0, 0);
    const rows = await page.getByRole('radio').evaluateAll((marks) =>
      marks.map((mark) => {
        const row = mark.closest('label') as HTMLElement;
        const { height, width: wide, x } = row.getBoundingClientRect();
        const { fontSize, fontWeight, fontFamily, color, backgroundColor } = getComputedStyle(row);
        // A line between two rows belongs to one of them.
        return [
          Math.round(height / 2),
          wide,
          x,
          fontSize,
          fontWeight,
          fontFamily,
          color,
          backgroundColor,
        ].join(' ');
      }),
    );
    expect(rows).toHaveLength(3);
    expect(rows[0]).toBe(rows[1]);
    const words = await page
      .getByRole('radio')
      .evaluateAll((marks) =>
        marks.map((mark) => (mark.closest('label') as HTMLElement).innerText.replace(/\s+/g, ' ').trim()),
      );
    expect(words.slice(0, 2)).toEqual(['1 Ja', '2 Nein']);
  }
});

test('[R-09] what leaves the device is encrypted, and the same choice never looks the same', async ({
  page,
}) => {
  await enterAs(page, 'auditor');
  const uuid = await openReferendum(page, OPEN_TITLE);
  await drawCard(page, uuid);
  await goOnToVote(page);
  const sent: { url: string; body: string }[] = [];
  page.on('request', (request) => {
    const body = request.postData();
    if (body !== null) sent.push({ url: new URL(request.url()).pathname, body });
  });
  const trackers = new Set<string>();
  for (let time = 0; time < 2; time += 1) {
    await fillIn(page, CHOICE);
    trackers.add(await page.locator('figure.tracker').getByRole('code').innerText());
    expect(sent).toEqual([]);
    await page.getByRole('button', { name: 'Wahl ändern' }).click();
  }
  expect(trackers.size).toBe(2);
  await fillIn(page, CHOICE);
  await castFolded(page);
  expect(sent.map(({ url }) => url)).toEqual([`/vote/${uuid}/ballots`]);
  const { ballot, ...rest } = JSON.parse(sent[0]?.body ?? '{}') as { ballot: string };
  expect(Object.keys(rest).sort()).toEqual(['cardSignature', 'randomizer']);
  const { answers } = JSON.parse(ballot) as { answers: { choices: { alpha: string; beta: string }[] }[] };
  // Yes, no and invalid beside blank; three rooms beside blank: one ciphertext each, and no two alike.
  const ciphertexts = answers.flatMap(({ choices }) => choices.map(({ alpha, beta }) => `${alpha} ${beta}`));
  expect(answers.map(({ choices }) => choices.length)).toEqual([4, 4]);
  expect(new Set(ciphertexts).size).toBe(8);
  expect(sent[0]?.body).not.toMatch(/Junge Gruppen|Druckerei/);
});

test('says that it needs JavaScript where there is none', async ({ request }) => {
  const page = await (await request.get('/booth')).text();
  const [, words] = /<noscript>(.*?)<\/noscript>/s.exec(page) ?? [];
  expect(words).toContain('braucht der Browser JavaScript');
});
