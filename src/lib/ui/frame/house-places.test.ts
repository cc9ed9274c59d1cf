import { describe, expect, it } from 'vitest';
import { placesOfHouse, placesOfOffice } from './house-places.ts';

const marked = (path: string) =>
  placesOfHouse(path)
    .filter(({ current }) => current)
    .map(({ icon }) => icon);

describe('the places of the house', () => {
  it('are five, for everyone', () => expect(placesOfHouse('/')).toHaveLength(5));
  it('mark the one that holds the page', () => {
    expect(marked('/')).toEqual(['start']);
    expect(marked('/referendums/abc')).toEqual(['vote']);
  });
  it('mark none for a page elsewhere, and no place whose name only begins alike', () => {
    expect(marked('/imprint')).toEqual([]);
    expect(marked('/meetings')).toEqual([]);
  });
});

describe('the places of an office', () => {
  const office = (powers: string[], path: string, waiting = {}) => placesOfOffice({ powers, waiting }, path);

  it('are none without a power', () => expect(office([], '/')).toEqual([]));
  it('are none for a power that opens no page', () => expect(office(['audit.read'], '/')).toEqual([]));
  it('open one by one with the powers held', () => {
    expect(office(['rolls.seal'], '/rolls/1').map(({ href, current }) => [href, current])).toEqual([
      ['/rolls', true],
    ]);
    expect(office(['members.read'], '/').map(({ icon }) => icon)).toEqual(['members', 'units']);
  });
  it('say how many things wait there, and nothing where none do', () => {
    const counts = office(['members.write', 'rolls.seal'], '/', { '/address-changes': 2, '/members': 5 });
    expect(counts.map(({ href, count }) => [href, count])).toEqual([
      ['/applications', 0],
      ['/address-changes', 2],
      ['/rolls', 0],
    ]);
  });
});
