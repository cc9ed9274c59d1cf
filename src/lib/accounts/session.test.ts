import { describe, expect, it } from 'vitest';
import { describeBrowser, deviceCookieName, sessionCookieName, stepCookieName } from './session.ts';

const PHONE = 'Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0';
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15';
const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0';

describe('the name of a browser', () => {
  it.each([
    [PHONE, 'Firefox · Android'],
    [MAC, 'Safari · macOS'],
    [EDGE, 'Edge · Windows'],
    ['curl/8', ''],
    [null, ''],
  ])('is short and keeps nothing that marks the device (%#)', (agent, name) => {
    expect(describeBrowser(agent)).toBe(name);
  });

  it('[W-10] repeats nothing of what the browser sent', () => {
    expect(describeBrowser('<script>alert(1)</script> Firefox/1')).toBe('Firefox');
  });
});

describe('[W-13] cookies on https', () => {
  it('carry the prefix with which browsers refuse those a sub-domain plants', () => {
    for (const name of [sessionCookieName, deviceCookieName, stepCookieName]) {
      expect(name(true)).toMatch(/^__Host-/);
      expect(name(false)).not.toMatch(/^__/);
    }
  });
});
