import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinSpells, type Spell } from './spells.ts';

const dayAt = (place: number): string => new Date(Date.UTC(2000, 0, 1 + place)).toISOString().slice(0, 10);
const spell = (id: string, joinedOn: string, endedOn: string | null = null, endReason = 'left'): Spell => ({
  ...{ id, joinedOn, endedOn, endReason: endedOn === null ? null : endReason },
});

describe('two histories of one human', () => {
  it('stand one after the other where they do not meet', () => {
    const early = spell('early', '2010-01-01', '2015-01-01');
    const late = spell('late', '2015-01-01');
    const kept = [
      { id: 'late', cutOn: null },
      { id: 'early', cutOn: null },
    ];
    expect(joinSpells([late], [early])).toEqual({ is: 'joined', kept, struck: [] });
  });

  it('strike the membership all of whose days the leading one covers', () => {
    const joined = joinSpells([spell('long', '2010-01-01')], [spell('short', '2012-01-01')]);
    expect(joined).toEqual({ is: 'joined', kept: [{ id: 'long', cutOn: null }], struck: ['short'] });
  });

  it('end the membership where the leading one begins', () => {
    const joined = joinSpells([spell('there', '2020-05-01')], [spell('here', '2010-01-01')]);
    const kept = [
      { id: 'there', cutOn: null },
      { id: 'here', cutOn: '2020-05-01' },
    ];
    expect(joined).toEqual({ is: 'joined', kept, struck: [] });
  });

  it('are refused where a membership would have to begin later', () => {
    const joined = joinSpells([spell('a', '2010-01-01', '2020-01-01')], [spell('b', '2015-01-01')]);
    expect(joined).toEqual({ is: 'refused', code: 'merge-memberships-in-between' });
  });

  it('are refused where a membership would fall in two', () => {
    const joined = joinSpells([spell('a', '2012-01-01', '2013-01-01')], [spell('b', '2010-01-01')]);
    expect(joined).toEqual({ is: 'refused', code: 'merge-memberships-in-between' });
  });

  it.each([
    ['covered', spell('gone', '2012-01-01', '2013-01-01', 'expelled')],
    ['cut', spell('gone', '2005-01-01', '2013-01-01', 'expelled')],
  ])('never make an expulsion undone that is %s by another membership', (_, gone) => {
    const joined = joinSpells([spell('a', '2010-01-01')], [gone]);
    expect(joined).toEqual({ is: 'refused', code: 'merge-over-expulsion' });
  });

  it('keep an expulsion that nothing touches', () => {
    const gone = spell('gone', '2005-01-01', '2008-01-01', 'expelled');
    expect(joinSpells([spell('a', '2010-01-01')], [gone]).is).toBe('joined');
  });

  it('leave a membership of no days alone', () => {
    const empty = spell('empty', '2012-01-01', '2012-01-01', 'mistaken');
    const kept = [
      { id: 'a', cutOn: null },
      { id: 'empty', cutOn: null },
    ];
    expect(joinSpells([spell('a', '2010-01-01')], [empty])).toEqual({ is: 'joined', kept, struck: [] });
  });

  /** One after the other, with gaps; the last may run on. */
  const history = (name: string) =>
    fc
      .tuple(fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 7 }), fc.boolean())
      .map(([days, runsOn]) => {
        const sorted = [...days].sort((a, b) => a - b);
        const spells: Spell[] = [];
        for (let at = 0; at + 1 < sorted.length; at += 2) {
          spells.push(spell(`${name}${at}`, dayAt(sorted[at]!), dayAt(sorted[at + 1]!)));
        }
        return runsOn ? [...spells, spell(`${name}-open`, dayAt(61))] : spells;
      });
  const daysOf = (spells: readonly Spell[]): string[] =>
    Array.from({ length: 80 }, (_, place) => dayAt(place)).flatMap((day) =>
      spells
        .filter(({ joinedOn, endedOn }) => joinedOn <= day && (endedOn === null || day < endedOn))
        .map(() => day),
    );

  it('lose no day and hold none twice', () => {
    fc.assert(
      fc.property(history('a'), history('b'), (leading, other) => {
        const joined = joinSpells(leading, other);
        if (joined.is === 'refused') return;
        const all = [...leading, ...other];
        const result = joined.kept.map(({ id, cutOn }) => {
          const one = all.find((row) => row.id === id)!;
          return cutOn === null ? one : { ...one, endedOn: cutOn };
        });
        const days = daysOf(result);
        expect(new Set(days).size).toBe(days.length);
        expect(new Set(days)).toEqual(new Set(daysOf(all)));
        expect([...joined.kept.map(({ id }) => id), ...joined.struck].sort()).toEqual(
          all.map(({ id }) => id).sort(),
        );
      }),
    );
  });
});
