import { describe, expect, it } from 'vitest';
import { mailPieces } from './mail-text.ts';

const HOUSE = 'http://localhost:3000';

describe('the links in a mail', () => {
  it('can be pressed, those into this house as paths', () => {
    expect(mailPieces('Hallo,\n\nhttp://localhost:3000/activate?token=a1\n\nTschüs', HOUSE)).toEqual([
      { text: 'Hallo,\n\n' },
      { text: 'http://localhost:3000/activate?token=a1', href: '/activate?token=a1' },
      { text: '\n\nTschüs' },
    ]);
  });

  it.each(['javascript:alert(1)', '<a href="x">', 'data:text/html,x', 'http://', '//evil.example'])(
    'are nothing else: %s',
    (text) => {
      expect(mailPieces(text, HOUSE).every((piece) => piece.href === undefined)).toBe(true);
    },
  );
});
