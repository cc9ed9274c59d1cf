import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourOf, contrast, tokensOf, type Tokens } from './colour.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const derived = tokensOf(css, '[data-theme]');
const light = { ...tokensOf(css, ':root'), ...tokensOf(css, "[data-theme='light']"), ...derived };
const dark = { ...tokensOf(css, ':root'), ...tokensOf(css, "[data-theme='dark']"), ...derived };
const themes: Record<string, Tokens> = { light, dark };

const between = (tokens: Tokens, front: string, back: string) =>
  contrast(colourOf(`var(--${front})`, tokens), colourOf(`var(--${back})`, tokens));

/** Text on its ground. */
const TEXT: readonly (readonly [string, string])[] = [
  ...['paper', 'paper-sunk', 'paper-raised', 'ballot'].flatMap((ground) =>
    ['ink', 'ink-2', 'accent', 'accent-strong'].map((front) => [front, ground] as const),
  ),
  ...['agreed', 'warned', 'refused'].flatMap((tone) =>
    ['paper', 'paper-raised', 'paper-sunk', 'ballot', `${tone}-tint`].map(
      (ground) => [tone, ground] as const,
    ),
  ),
  ...['agreed-tint', 'warned-tint', 'refused-tint', 'accent-tint'].flatMap((ground) =>
    ['ink', 'ink-2'].map((front) => [front, ground] as const),
  ),
  ['accent', 'accent-tint'],
  ['accent-strong', 'accent-tint'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['paper', 'ink'],
  ['paper', 'agreed'],
  ['paper', 'refused'],
  ['pen', 'paper-raised'],
  ['pen', 'ballot'],
];

/** Edges of controls and pieces of drawings, which WCAG 1.4.11 asks 3 : 1 of. */
const LARGE: readonly (readonly [string, string])[] = [
  ...['edge', 'ink', 'accent', 'agreed', 'warned', 'refused'].flatMap((front) =>
    ['paper', 'paper-raised', 'paper-sunk', 'ballot'].map((ground) => [front, ground] as const),
  ),
  ['refused', 'refused-tint'],
];

for (const [name, tokens] of Object.entries(themes)) {
  describe(`the colours of the ${name} theme`, () => {
    for (const [front, back] of TEXT) {
      it(`let --${front} be read on --${back}`, () => {
        expect(between(tokens, front, back)).toBeGreaterThanOrEqual(4.5);
      });
    }
    for (const [front, back] of LARGE) {
      it(`let --${front} be seen on --${back}`, () => {
        expect(between(tokens, front, back)).toBeGreaterThanOrEqual(3);
      });
    }
    it('keep the house’s own accent as drawn where the browser computes it', () => {
      const fixed = colourOf('var(--accent-fixed)', tokens);
      const computed = colourOf('var(--accent)', tokens);
      expect(contrast(fixed, computed)).toBeLessThan(1.25);
    });
    it('can be read without relative colours too', () => {
      const old = {
        ...tokens,
        '--accent': 'var(--accent-fixed)',
        '--accent-strong': 'var(--accent-strong-fixed)',
        '--accent-tint': 'var(--accent-tint-fixed)',
      };
      for (const [front, back] of TEXT)
        expect(between(old, front, back), `${front} on ${back}`).toBeGreaterThanOrEqual(4.5);
    });
    it('stay legible whatever accent a party sets', () => {
      const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
      const loud = fc.constantFrom(
        '#ffff00',
        '#00ff00',
        '#0000ff',
        '#ff0000',
        '#00ffff',
        '#ff00ff',
        '#ffffff',
        '#000000',
      );
      const accentPairs = TEXT.filter((pair) => pair.some((token) => token.includes('accent')));
      fc.assert(
        fc.property(fc.oneof(hex, loud), (accent) => {
          const ofParty = { ...tokens, '--party-accent': accent };
          for (const [front, back] of accentPairs) {
            expect(between(ofParty, front, back), `${front} on ${back} for ${accent}`).toBeGreaterThanOrEqual(
              4.5,
            );
          }
        }),
        { numRuns: 1500 },
      );
    });
  });
}

describe('the two ways into the dark', () => {
  it('are the same colours', () => {
    expect(tokensOf(css, ":root:not([data-theme='light'])")).toEqual(tokensOf(css, "[data-theme='dark']"));
  });
  it('answer every colour of the light', () => {
    expect(Object.keys(tokensOf(css, "[data-theme='dark']")).sort()).toEqual(
      Object.keys(tokensOf(css, "[data-theme='light']")).sort(),
    );
  });
});

describe('measuring contrast', () => {
  const ratio = (one: string, other: string) => contrast(colourOf(one, {}), colourOf(other, {}));
  it('knows the ends of the scale', () => {
    expect(ratio('#000000', '#ffffff')).toBeCloseTo(21);
    expect(ratio('#777777', '#777777')).toBeCloseTo(1);
    expect(ratio('#767676', '#ffffff')).toBeCloseTo(4.54, 1);
  });
  it('computes relative colours as browsers do', () => {
    expect(ratio('oklch(from #8a1c3b l c h)', '#8a1c3b')).toBeCloseTo(1, 3);
    expect(ratio('oklch(from #000000 clamp(1, l, 1) min(c, 0) h)', '#ffffff')).toBeCloseTo(1, 3);
    expect(ratio('color-mix(in oklab, #ff0000 0%, #00ff00)', '#00ff00')).toBeCloseTo(1, 3);
  });
  it('refuses what it does not understand rather than passing it', () => {
    expect(() => colourOf('papayawhip', {})).toThrow('no colour');
    expect(() => colourOf('var(--nowhere)', {})).toThrow('not set');
  });
});
