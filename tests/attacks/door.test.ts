import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { houseJobs } from '#wiring/jobs.ts';
import { closeDatabase, openDatabase } from '#lib/platform/server/database.server.ts';
import { makeAccount, mailsTo } from '../support/accounts/accounts.ts';
import { startTestHouse, type TestHouse } from '../support/house.ts';
import { workOffJobs } from '../support/jobs.ts';
import { makePerson, plantTree } from '../support/people.ts';
import { signInAs } from '../support/session.ts';
import { ask, rawExchange, rawRequest, statusesOf, submit, write, type Asker } from './asking.ts';

let house: TestHouse;
let host: string;
let stranger: Asker;
let member: Asker;
let other: Asker;

beforeAll(async () => {
  const STATE_DIR = process.env.STATE_DIR as string;
  house = await startTestHouse({ env: { STATE_DIR, LOG_LEVEL: 'silent', WORKER_IN_PROCESS: 'no' } });
  openDatabase(house.database.url);
  const { kreis1, kreis2 } = await plantTree();
  const enter = async (givenName: string, unit: typeof kreis1): Promise<Asker> => {
    const { cookie } = await signInAs(await makePerson({ givenName, memberOf: unit }), {
      secondFactor: false,
    });
    return { url: house.url, cookie };
  };
  host = new URL(house.url).host;
  stranger = { url: house.url };
  member = await enter('Wilhelmine', kreis1);
  other = await enter('Ottokar', kreis2);
});
afterAll(async () => {
  await closeDatabase();
  await house?.stop();
});

describe('[W-05] the address of the house', () => {
  it('is served under its own name', async () => {
    const heard = await rawExchange(house.url, rawRequest('GET /sign-in', [`Host: ${host}`]));
    expect(statusesOf(heard)).toEqual([200]);
  });

  it.each([
    ['another name', ['Host: evil.example']],
    ['its name as part of another', ['Host: localhost.evil.example']],
    ['its name before an at sign', ['Host: localhost@evil.example']],
    ['its name in a path', ['Host: localhost/evil.example']],
    ['no name', ['Host:']],
    ['its name and another', ['Host: localhost', 'Host: evil.example']],
    ['another name and its own', ['Host: evil.example', 'Host: localhost']],
  ])('is refused under %s', async (_what, headers) => {
    const heard = await rawExchange(house.url, rawRequest('GET /sign-in', headers));
    expect([400, 421]).toContain(statusesOf(heard)[0]);
    expect(heard).not.toContain('<!doctype html>');
  });

  it('is refused where an address stands in place of a path', async () => {
    const heard = await rawExchange(
      house.url,
      rawRequest('GET http://evil.example/sign-in', [`Host: ${host}`]),
    );
    expect(statusesOf(heard)).toEqual([400]);
  });

  const FORWARDED = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'host=evil.example;proto=https',
    'x-stimmhaus-host': 'evil.example',
    'x-stimmhaus-protocol': 'https',
    'x-original-url': '/dev/mail',
    'x-rewrite-url': '/dev/mail',
  };

  it('is not changed by headers that name another, neither in pages nor in redirects', async () => {
    const page = await ask(stranger, '/sign-in', { headers: FORWARDED });
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('evil.example');
    const away = await ask(stranger, '/me', { headers: FORWARDED });
    expect(away).toMatchObject({ status: 303 });
    expect(away.headers.get('location')).toBe('/sign-in?to=%2Fme');
  });

  it('stands in mails as it is configured, whoever asked for the mail and how', async () => {
    const { email } = await makeAccount();
    const body = new URLSearchParams({ email });
    const asked = await write(stranger, '/reset', { body, headers: FORWARDED });
    expect(asked.status).toBe(200);
    await workOffJobs(houseJobs);
    const [mail] = await mailsTo(email);
    expect(mail?.body).toMatch(/http:\/\/localhost:\d+\/reset\/password\?token=/);
    expect(mail?.body).not.toMatch(/evil|https:/);
  });
});

describe('[W-31] a request', () => {
  const body = 'email=a%40example.org&password=x';
  const form = ['Content-Type: application/x-www-form-urlencoded', `Origin: `];
  const post = (headers: readonly string[], text: string): string =>
    rawRequest(
      'POST /sign-in?/password',
      [`Host: ${host}`, form[0]!, `Origin: ${house.url}`, ...headers],
      text,
    );

  it('is answered once when its length is clear', async () => {
    const heard = await rawExchange(house.url, post([`Content-Length: ${body.length}`], body));
    expect(statusesOf(heard)).toHaveLength(1);
    expect(heard).toContain('sign-in-failed');
  });

  const smuggled = 'GET /record HTTP/1.1\r\nHost: localhost\r\n\r\n';
  it.each([
    ['length and chunks', ['Content-Length: 6', 'Transfer-Encoding: chunked'], `0\r\n\r\n${smuggled}`],
    ['chunks and length', ['Transfer-Encoding: chunked', 'Content-Length: 6'], `0\r\n\r\n${smuggled}`],
    ['two lengths', ['Content-Length: 0', 'Content-Length: 6'], smuggled],
    ['a signed length', ['Content-Length: +6'], smuggled],
    ['a length in hex', ['Content-Length: 0x6'], smuggled],
    ['a blank before the colon', ['Transfer-Encoding : chunked'], `0\r\n\r\n${smuggled}`],
    ['an unknown coding', ['Transfer-Encoding: xchunked'], `0\r\n\r\n${smuggled}`],
    ['a folded header', ['X-A: b\r\n Transfer-Encoding: chunked', 'Content-Length: 0'], smuggled],
  ])('is refused once with %s, and nothing behind it is heard', async (_what, headers, text) => {
    const statuses = statusesOf(await rawExchange(house.url, post(headers, text)));
    expect(statuses).toHaveLength(1);
    expect([400, 411]).toContain(statuses[0]);
  });

  it('is refused in chunks alone, since its length is asked first', async () => {
    const heard = await rawExchange(house.url, post(['Transfer-Encoding: chunked'], '0\r\n\r\n'));
    expect(statusesOf(heard)).toEqual([411]);
  });

  it.each(['TRACE', 'PROPFIND', 'PUT', 'DELETE', 'PATCH'])('does nothing by %s', async (method) => {
    const headers = [`Host: ${host}`, `Origin: ${house.url}`, 'Content-Length: 0'];
    const heard = await rawExchange(house.url, rawRequest(`${method} /me/security`, headers));
    expect([400, 404, 405]).toContain(statusesOf(heard)[0]);
  });

  it('keeps its method, whatever headers, query or fields say', async () => {
    const override = {
      'x-http-method-override': 'POST',
      'x-http-method': 'POST',
      'x-method-override': 'POST',
    };
    const read = await ask(member, '/sign-out?_method=POST', { headers: override });
    expect(read.headers.get('set-cookie')).toBeNull();
    expect((await ask(member, '/me')).status).toBe(200);
  });

  it('cannot write a header into the answer', async () => {
    const to = '/\r\nSet-Cookie: planted=1';
    const chosen = await submit(stranger, '/language', { locale: 'en', to });
    expect(JSON.stringify(chosen)).not.toContain('planted');
    const raw = await ask(stranger, '/me?x=%0d%0aSet-Cookie:%20planted=1');
    expect(raw.headers.get('set-cookie')).toBeNull();
  });
});

/** Everything a member can read that is about somebody. */
const PERSONAL = [
  '/',
  '/me',
  '/me/security',
  '/referendums',
  '/rolls/me',
  '/members',
  '/record',
  '/sign-in/again',
];

describe('[W-29] what is about somebody', () => {
  it.each(PERSONAL)('is kept by no cache: %s', async (path) => {
    for (const asked of [path, `${path === '/' ? '' : path}/__data.json`]) {
      const { headers } = await ask(member, asked);
      expect(headers.get('cache-control'), asked).toBe('private, no-store');
    }
  });

  it('is kept by no cache either when it is refused or comes to a stranger', async () => {
    for (const asker of [stranger, member]) {
      for (const path of ['/me', '/members/no-such-person', '/nowhere', '/me/__data.json']) {
        expect((await ask(asker, path)).headers.get('cache-control'), path).toBe('private, no-store');
      }
    }
  });

  it.each([
    '/me/konto.css',
    '/me.css',
    '/me/a.js',
    '/me;a.css',
    '/me%2Fkonto.css',
    '/me%3Fa.css',
    '/me/security/a.png',
  ])('is not there under an address that a cache would keep: %s', async (path) => {
    expect((await ask(member, '/me')).text).toContain('Wilhelmine');
    const { status, headers } = await ask(member, path);
    expect(status).toBe(404);
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  it('is kept by no worker of the browser', async () => {
    for (const path of ['/service-worker.js', '/sw.js']) expect((await ask(member, path)).status).toBe(404);
  });

  it('says no to caches even where strangers may keep it', async () => {
    expect((await ask(stranger, '/party.css')).headers.get('cache-control')).toContain('public');
    expect((await ask(member, '/party.css')).headers.get('cache-control')).toBe('private, no-store');
  });
});

describe('[W-30] every answer', () => {
  const PATHS = [
    '/',
    '/booth',
    '/record',
    '/me',
    '/nowhere',
    '/party.css',
    '/favicon.svg',
    '/health/live',
    '/me/__data.json',
  ];
  it.each(PATHS)('keeps out of frames and windows of others: %s', async (path) => {
    const { headers } = await ask(member, path);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('keeps out of them also where the request is refused at the door', async () => {
    const heard = await rawExchange(house.url, rawRequest('GET /', ['Host: evil.example']));
    expect(statusesOf(heard)).toEqual([421]);
    expect(heard).toMatch(/^x-frame-options: deny/im);
    expect(heard).toMatch(/^content-security-policy: .*frame-ancestors 'none'/im);
  });
});

describe('[W-03] two people at once', () => {
  it('each read only what is theirs, though they ask for the same page in the same moment', async () => {
    const turns = Array.from(
      { length: 30 },
      (_, i) => [i % 2 ? '/me/__data.json' : '/me', i % 3 === 0] as const,
    );
    const answers = await Promise.all(turns.map(([path, mine]) => ask(mine ? member : other, path)));
    for (const [i, { status, text }] of answers.entries()) {
      const [own, foreign] = turns[i]![1] ? ['Wilhelmine', 'Ottokar'] : ['Ottokar', 'Wilhelmine'];
      expect(status).toBe(200);
      expect(text).toContain(own);
      expect(text).not.toContain(foreign);
    }
  });
});
