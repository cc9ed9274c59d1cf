import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeWay, secondStepShape, signInShape, tokenShape } from './sign-in.ts';

describe('the way back after a sign-in', () => {
  it.each(['/', '/me/security', '/motions/12?page=2#line-7', '/a%20b', '/referendums/x?to=//y'])(
    'is the path asked for: %s',
    (to) => {
      expect(safeWay(to)).toBe(to);
    },
  );

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    'javascript:alert(1)',
    'evil.example',
    '/..//evil.example',
    '/.//evil.example',
    '/%2e//evil.example',
    '/a/..//evil.example',
    '',
    `/${'x'.repeat(600)}`,
  ])('is never another house: %j', (to) => {
    expect(safeWay(to, '/start')).toBe('/start');
  });

  it('is the start page when none is named', () => {
    expect(safeWay(null)).toBe('/');
    expect(safeWay(undefined)).toBe('/');
  });

  it('stays in this house whatever is asked for', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.webPath()), (to) => {
        const url = new URL(safeWay(to), 'https://house.example');
        expect(url.origin).toBe('https://house.example');
      }),
    );
  });
});

describe('[R-03] what signs somebody in', () => {
  it('is an address with a password', () => {
    expect(signInShape.safeParse({ email: 'a@example.org', password: 'x' }).success).toBe(true);
  });

  it.each([
    { memberNumber: '4711', bornOn: '1980-05-17' },
    { email: 'a@example.org', memberNumber: '4711' },
    { email: 'a@example.org', bornOn: '1980-05-17' },
    { email: 'a@example.org', password: '' },
  ])('is nothing that others can look up: %j', (given) => {
    expect(signInShape.safeParse(given).success).toBe(false);
  });

  it('[W-18] is nothing but the named fields', () => {
    const given = {
      email: 'a@example.org',
      password: 'x',
      secondFactor: 'true',
      accountId: '1',
      role: 'admin',
    };
    expect(Object.keys(signInShape.parse(given)).sort()).toEqual(['email', 'password']);
    const step = secondStepShape.parse({ code: '123456', step: 'forged', accountId: '1' });
    expect(Object.keys(step)).toEqual(['code']);
  });
});

describe('a token from a link', () => {
  it.each(['', 'a b', 'abc0', 'abc?', 'ä', 'x'.repeat(61), "'--"])('is not %j', (token) => {
    expect(tokenShape.safeParse(token).success).toBe(false);
  });
});
