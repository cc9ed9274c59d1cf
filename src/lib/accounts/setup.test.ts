import { describe, expect, it } from 'vitest';
import { doorwayFor, foundHouseShape, isOpenToStrangers } from './setup.ts';

const text = 'Verantwortlich nach § 5 DDG: Partei für alle, Musterweg 1, 12345 Musterstadt.';
const given = {
  token: 'abc',
  partyName: 'Partei für alle',
  givenName: 'Ada',
  familyName: 'Lovelace',
  email: 'ada@example.org',
  password: 'vier Igel im Nebel',
};

describe('strangers', () => {
  it('are let in once imprint and privacy notice are there', () => {
    expect(isOpenToStrangers({ imprint: text, privacy: text })).toBe(true);
  });

  it.each([
    { imprint: '', privacy: '' },
    { imprint: text, privacy: '' },
    { imprint: '', privacy: text },
    { imprint: ' '.repeat(100), privacy: text },
    { imprint: 'folgt', privacy: text },
  ])('are not before (%#)', (texts) => {
    expect(isOpenToStrangers(texts)).toBe(false);
  });
});

describe('the set-up form', () => {
  it('is taken when complete', () => {
    expect(foundHouseShape.parse(given)).toMatchObject({ partyName: 'Partei für alle', locale: 'de' });
  });

  it.each([
    { ...given, token: '' },
    { ...given, partyName: '  ' },
    { ...given, partyName: 'Partei\nBcc: all@example.org' },
    { ...given, givenName: 'x'.repeat(101) },
    { ...given, email: 'ada@example.org\r\nBcc: all@example.org' },
    { ...given, email: 'ada' },
    { ...given, password: 'kurz' },
    { ...given, locale: 'fr' },
  ])('[W-33] is refused when a field is missing, too long or more than one line (%#)', (broken) => {
    expect(foundHouseShape.safeParse(broken).success).toBe(false);
  });
});

describe('the door', () => {
  it.each([
    ['unfounded', '/', '/setup'],
    ['unfounded', '/sign-in', '/setup'],
    ['unfounded', '/members', '/setup'],
    ['unfounded', '/setup', null],
    ['unfounded', '/setups', '/setup'],
    ['closed', '/', '/sign-in'],
    ['closed', '/debates', '/sign-in'],
    ['closed', '/sign-in/code', null],
    ['closed', '/reset/password', null],
    ['closed', '/activate', null],
    ['closed', '/imprint', null],
    ['open', '/', null],
    ['open', '/members', null],
  ] as const)('of a house that is %s leads a stranger at %s to %s', (door, path, way) => {
    expect(doorwayFor(door, { path, isKnown: false })).toBe(way);
  });

  it('lets in who is known, once the house is somebody’s', () => {
    expect(doorwayFor('closed', { path: '/members', isKnown: true })).toBeNull();
    expect(doorwayFor('unfounded', { path: '/members', isKnown: true })).toBe('/setup');
  });
});
