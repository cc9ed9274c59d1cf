import { globSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { houseJobs } from '#wiring/jobs.ts';
import { closeDatabase, openDatabase, transact } from '#lib/platform/server/database.server.ts';
import { adoptModelStatute } from '#lib/statutes/server/index.ts';
import { inRoot, root } from '../../scripts/running/root.ts';
import { startTestHouse, type TestHouse } from '../support/house.ts';
import { workOffJobs } from '../support/jobs.ts';
import { makePerson, plantTree, type SmallTree } from '../support/people.ts';
import { signInAs } from '../support/session.ts';
import { ask, submit, type Asker } from './asking.ts';

const SOURCES = globSync('src/**/*.{ts,svelte,html,css}', { cwd: root }).filter(
  (file) =>
    statSync(inRoot(file)).isFile() &&
    !file.endsWith('.test.ts') &&
    !file.includes('/paraglide/') &&
    !file.includes('/testing/'),
);
const read = (file: string): string => readFileSync(inRoot(file), 'utf8');

/** What a program can open a connection with. */
const OPENERS: Readonly<Record<string, RegExp>> = {
  fetch: /(?<![.\w])fetch\(/,
  http: /from 'node:https?'|await import\('node:https?'\)/,
  net: /from 'node:(net|tls|dgram|dns|http2)(\/promises)?'/,
  mail: /from 'nodemailer'/,
  database: /from 'postgres'/,
  socket:
    /new (WebSocket|EventSource|XMLHttpRequest)\b|from 'socket\.io-client'|import\('socket\.io-client'\)/,
  beacon: /sendBeacon|importScripts/,
};

/** Types open nothing. */
function openersIn(file: string): string[] {
  const text = read(file).replace(/^import type [^;]+;$/gm, '');
  return Object.keys(OPENERS).filter((name) => OPENERS[name]!.test(text));
}

describe('[W-19] the house', () => {
  it('opens connections in these places of its server and in no others, each to an address of its configuration', () => {
    const server = SOURCES.filter((file) => !/\/ui\/|\.svelte$/.test(file));
    const found = server.flatMap((file) => openersIn(file).map((name) => `${file}: ${name}`));
    expect(found.sort()).toEqual([
      // DATABASE_URL
      'src/lib/platform/server/database.server.ts: database',
      'src/lib/platform/server/jobs/job-tables.ts: database',
      // SMTP_URL
      'src/lib/platform/server/jobs/mail.server.ts: mail',
      'src/lib/platform/server/migrate.ts: database',
      // WITNESSES; no redirect is followed
      'src/lib/record/server/ask-witnesses.ts: fetch',
      // It listens.
      'src/server.ts: http',
    ]);
    expect(read('src/lib/record/server/ask-witnesses.ts')).toContain("redirect: 'error'");
    expect(read('src/lib/platform/server/jobs/mail.server.ts')).toContain('disableUrlAccess: true');
  });

  it('has pages that ask nobody but the house', () => {
    const pages = SOURCES.filter((file) => /\/ui\/|\.svelte$/.test(file));
    const asking = pages.filter((file) => openersIn(file).length > 0);
    expect(asking.length).toBeGreaterThan(3);
    for (const file of asking) expect(read(file), file).not.toMatch(/(fetch|io)\(\s*['"`](https?:)?\/\//);
  });

  it('[R-62] takes nothing from a network of others: no script, style, font or picture has a foreign address', () => {
    for (const file of SOURCES) {
      expect(read(file), file).not.toMatch(/\b(src|srcset|poster)=["'{`]+(https?:)?\/\//);
      expect(read(file), file).not.toMatch(/<link[^>]+href=["']?(https?:)?\/\//);
      expect(read(file), file).not.toMatch(/url\(\s*['"]?(https?:)?\/\//);
      expect(read(file), file).not.toMatch(/import\(?\s*['"]https?:/);
    }
  });
});

describe('[W-19] an address that a person writes', () => {
  let house: TestHouse;
  let canary: Server;
  let tree: SmallTree;
  let secretary: Asker;
  let visits = 0;
  let address = '';

  beforeAll(async () => {
    canary = createServer((socket) => {
      visits += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    const place = canary.address();
    address = `127.0.0.1:${typeof place === 'object' && place ? place.port : 0}`;
    const STATE_DIR = process.env.STATE_DIR as string;
    house = await startTestHouse({ env: { STATE_DIR, LOG_LEVEL: 'silent', WORKER_IN_PROCESS: 'no' } });
    openDatabase(house.database.url);
    tree = await plantTree();
    await transact((tx) => adoptModelStatute(tx));
    const offices = (['board-secretary', 'board', 'membership-officer'] as const).map((kind) => ({
      kind,
      unit: tree.land1,
    }));
    const { cookie } = await signInAs(await makePerson({ memberOf: tree.kreis1, offices }));
    secretary = { url: house.url, cookie };
  });
  afterAll(async () => {
    await closeDatabase();
    await house?.stop();
    canary?.close();
  });

  async function newDraft(): Promise<string> {
    const fields = { unitId: tree.kreis1.id, title: 'Soll es so sein oder anders?', preset: 'members' };
    const { location } = await submit(secretary, '/office/referendums/new', fields);
    return location!.replace(/\/question$/, '');
  }

  it('is shown as a link and visited by nobody', async () => {
    const steps = await newDraft();
    const link = `http://${address}/satzung.pdf`;
    const fields = {
      title: 'Soll es so sein oder anders?',
      explanation: `![Bild](${link}) <img src="${link}"> ${link}`,
      pro: `[mehr](${link})`,
      contra: link,
      'link.0.title': 'Die Satzung',
      'link.0.href': link,
    };
    expect(await submit(secretary, `${steps}/arguments?/arguments`, fields)).toMatchObject({
      type: 'redirect',
    });
    const pages = [`${steps}/arguments`, `${steps}/summary`, steps.replace(/\/draft$/, '')];
    const shown = await Promise.all(pages.map((page) => ask(secretary, page)));
    expect(shown.some(({ text }) => text.includes(link))).toBe(true);
    for (const { text } of shown) expect(text).not.toMatch(/<img[^>]+src="?http/);
    await workOffJobs(houseJobs, { early: true });
    expect(visits).toBe(0);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'gopher://x',
    'ftp://x/',
    '//evil.example',
  ])('is refused when it is none of the web: %s', async (href) => {
    const steps = await newDraft();
    const fields = {
      title: 'Soll es so sein oder anders?',
      'link.0.title': 'Die Satzung',
      'link.0.href': href,
    };
    const answer = await submit(secretary, `${steps}/arguments?/arguments`, fields);
    expect(answer).toMatchObject({ status: 422, content: { fields: { 'link.0.href': 'link-not-valid' } } });
  });

  it('is not visited either when it stands where none is asked for', async () => {
    const strange = `http://${address}/`;
    for (const path of ['/sign-in?to=', '/language?to=', '/members?q=', '/personas?to=', '/dev/mail?to=']) {
      const { headers } = await ask(secretary, path + encodeURIComponent(strange));
      expect(headers.get('location') ?? '', path).not.toContain(address);
    }
    const headers = { referer: strange, origin: strange, 'x-forwarded-host': address, via: address };
    await ask(secretary, '/', { headers });
    for (const email of [`a@[127.0.0.1]`, `a@${address}`]) await submit(secretary, '/reset', { email });
    await workOffJobs(houseJobs, { early: true });
    expect(visits).toBe(0);
  });
});
