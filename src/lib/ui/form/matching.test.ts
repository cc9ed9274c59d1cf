import { describe, expect, it } from 'vitest';
import { matching } from './matching.ts';

const options = ['Köln', 'Gießen', 'Rhein-Erft-Kreis', 'Kreis Lippe'].map((label) => ({
  value: label,
  label,
}));
const labels = (typed: string) => matching(options, typed).map((option) => option.label);

describe('finding an option by typing', () => {
  it('shows all before anything is typed', () => expect(labels('  ')).toHaveLength(4));
  it('does not ask for umlauts, ß or capitals', () => {
    expect(labels('koln')).toEqual(['Köln']);
    expect(labels('GIESSEN')).toEqual(['Gießen']);
  });
  it('puts what begins with the typing first', () => expect(labels('kreis')[0]).toBe('Kreis Lippe'));
  it('finds words in any order', () => expect(labels('erft rhein')).toEqual(['Rhein-Erft-Kreis']));
  it('finds nothing rather than something else', () => expect(labels('xyz')).toEqual([]));
  it('treats signs of regular expressions as letters', () => expect(labels('(.*')).toEqual([]));
});
