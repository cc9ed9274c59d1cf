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
  it('are none without a power', () => expect(placesOfOffice([], '/')).toEqual([]));
  it('are none for a power that opens no page', () =>
    expect(placesOfOffice(['audit.read'], '/')).toEqual([]));
  it('open one by one with the powers held', () => {
    expect(placesOfOffice(['rolls.seal'], '/rolls/1').map(({ href, current }) => [href, current])).toEqual([
      ['/rolls', true],
    ]);
    expect(placesOfOffice(['members.read'], '/').map(({ icon }) => icon)).toEqual(['members', 'units']);
  });
});
