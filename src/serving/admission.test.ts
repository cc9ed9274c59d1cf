import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { admitRequest } from './admission.ts';
import { servingSettings } from './settings.ts';

const settings = servingSettings({ ORIGIN: 'https://haus.example', BOOTH_ORIGIN: 'https://kabine.example' });
const onOneName = servingSettings({ ORIGIN: 'https://haus.example', BOOTH_ORIGIN: 'https://haus.example' });
const COOKIE = { cookie: 'session=geheim', authorization: 'Bearer geheim' };

function request(host: string, url: string, headers: Readonly<Record<string, string>> = {}): IncomingMessage {
  const req = new IncomingMessage(new Socket());
  req.method = 'GET';
  req.url = url;
  req.headers.host = host;
  req.headersDistinct.host = [host];
  Object.assign(req.headers, headers);
  return req;
}

describe('[R-63] the booth’s own hostname', () => {
  it.each([
    '/booth',
    '/booth?x=1',
    '/vote/Qm8dT3vWz5Kq',
    '/record',
    '/_app/immutable/entry.js',
    '/health/ready',
  ])('serves what the booth needs: %s', (url) =>
    expect(admitRequest(request('kabine.example', url), settings)).toBeNull(),
  );

  it.each([
    ...[
      '/',
      '/me',
      '/sign-in',
      '/referendums',
      '/boothe',
      '/booth/../me',
      '/booth/%2e%2e/me',
      '/%6de',
      '//me',
    ],
    ...['/Booth', '/members?to=/booth', '/booth%2f..%2fme/../../me'],
  ])('serves nothing of the app, where somebody may be signed in: %s', (url) => {
    expect(admitRequest(request('haus.example', url), settings)).toBeNull();
    expect(admitRequest(request('kabine.example', url), settings)).toMatchObject({ status: 404 });
  });

  it('is the app’s own where the house has but one name', () => {
    expect(admitRequest(request('haus.example', '/me'), onOneName)).toBeNull();
  });
});

describe('[R-10] [R-20] who votes', () => {
  it.each(['/booth', '/vote/Qm8dT3vWz5Kq/ballots', '/record/Qm8dT3vWz5Kq', '/vote/../record/x'])(
    'is nobody who is signed in, whatever the browser sends: %s',
    (url) => {
      for (const host of ['haus.example', 'kabine.example']) {
        const req = request(host, url, COOKIE);
        expect(admitRequest(req, settings)).toBeNull();
        expect([req.headers.cookie, req.headers.authorization]).toEqual([undefined, undefined]);
      }
    },
  );

  it('keeps the cookie where somebody may be signed in', () => {
    const req = request('haus.example', '/me', COOKIE);
    expect(admitRequest(req, settings)).toBeNull();
    expect(req.headers.cookie).toBe('session=geheim');
  });
});
