import { describe, expect, it } from 'vitest';
import { isOwnWrite } from './request-guard.ts';

const own = ['https://haus.example'];
const post = { method: 'POST', origin: 'https://haus.example', fetchSite: 'same-origin' };

describe('a request that writes', () => {
  it('is taken from our own page', () => expect(isOwnWrite(post, own)).toBe(true));
  it('is taken from a machine that names our origin', () =>
    expect(isOwnWrite({ ...post, fetchSite: null }, own)).toBe(true));
  it('is refused without an origin', () => expect(isOwnWrite({ ...post, origin: null }, own)).toBe(false));
  it('is refused from another origin', () =>
    expect(isOwnWrite({ ...post, origin: 'https://haus.example.evil' }, own)).toBe(false));
  it('is refused from another site even if the origin is forged', () =>
    expect(isOwnWrite({ ...post, fetchSite: 'cross-site' }, own)).toBe(false));
  it('is refused from an opaque origin', () =>
    expect(isOwnWrite({ ...post, origin: 'null' }, own)).toBe(false));
  it('is not asked for when it only reads', () =>
    expect(isOwnWrite({ method: 'GET', origin: null, fetchSite: 'cross-site' }, own)).toBe(true));
});
