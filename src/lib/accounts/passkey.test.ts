import { describe, expect, it } from 'vitest';
import { addPasskeyShape, passkeyObstacle, passkeySignInShape } from './passkey.ts';

describe('passkeys', () => {
  it.each([
    'https://haus.example',
    'https://haus.example:8443',
    'http://localhost:3000',
    'http://a.localhost',
  ])('work at %s', (origin) => {
    expect(passkeyObstacle(origin)).toBeNull();
  });

  it.each([
    ['http://haus.example', 'insecure-origin'],
    ['http://192.168.0.5:3000', 'insecure-origin'],
    ['http://[fd00::1]:3000', 'insecure-origin'],
    ['http://127.0.0.1:3000', 'address-is-number'],
    ['https://192.168.0.5', 'address-is-number'],
    ['https://[fd00::1]', 'address-is-number'],
    ['http://localhost.evil.example', 'insecure-origin'],
  ])('cannot at %s: %s', (origin, why) => {
    expect(passkeyObstacle(origin)).toBe(why);
  });
});

const answer = {
  id: 'abc',
  rawId: 'abc',
  type: 'public-key',
  clientExtensionResults: {},
  response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
};

describe("a browser's answer", () => {
  it('is read from JSON', () => {
    expect(passkeySignInShape.safeParse({ answer: JSON.stringify(answer) }).success).toBe(true);
  });

  it.each([
    'no json',
    '[]',
    '{}',
    '"x"',
    JSON.stringify({ ...answer, type: 'password' }),
    JSON.stringify({ ...answer, id: '../..' }),
    JSON.stringify({ ...answer, response: { ...answer.response, signature: 'x'.repeat(9000) } }),
    `${'['.repeat(39_000)}`,
    'x'.repeat(50_000),
  ])('is refused when it is none (%#)', (text) => {
    expect(passkeySignInShape.safeParse({ answer: text }).success).toBe(false);
    expect(addPasskeyShape.safeParse({ answer: text }).success).toBe(false);
  });

  it('[W-18] brings no field of its own along', () => {
    const text = JSON.stringify({ ...answer, accountId: 'x', response: { ...answer.response, role: 'x' } });
    const read = passkeySignInShape.parse({ answer: text }).answer;
    expect(Object.keys(read)).not.toContain('accountId');
    expect(Object.keys(read.response)).not.toContain('role');
  });
});
