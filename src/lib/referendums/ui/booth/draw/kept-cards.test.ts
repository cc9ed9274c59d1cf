import { describe, expect, it } from 'vitest';
import { createCredential, formatCard, type Card } from '#crypto';
import { TabStorage } from '../../../../../../tests/support/browser/tab-storage.ts';
import { forgetCard, keepCard, keptCards } from './kept-cards.ts';

const UUID = '1234567891234567891234';
const cardOf = (uuid = UUID): Card => ({
  uuid,
  code: createCredential(),
  randomizer: new Uint8Array(32).fill(7),
  signature: new Uint8Array(384).fill(9),
});

describe('cards that lie on a device', () => {
  it('are there after a reload, the newest last, each until it was voted with', () => {
    const storage = new TabStorage();
    const [one, two] = [cardOf(), cardOf()];
    keepCard(storage, one);
    keepCard(storage, two);
    expect(keptCards(storage, UUID)).toEqual([one, two]);
    forgetCard(storage, two);
    expect(keptCards(storage, UUID)).toEqual([one]);
    forgetCard(storage, one);
    expect(storage.length).toBe(0);
  });

  it('are kept once, however often the page comes back to them', () => {
    const storage = new TabStorage();
    const card = cardOf();
    keepCard(storage, card);
    keepCard(storage, card);
    expect(keptCards(storage, UUID)).toEqual([card]);
  });

  it('never answer for another referendum', () => {
    const storage = new TabStorage();
    keepCard(storage, cardOf('2234567891234567891234'));
    expect(keptCards(storage, UUID)).toEqual([]);
  });

  it('are twenty at the most, of which the oldest goes', () => {
    const storage = new TabStorage();
    const cards = Array.from({ length: 22 }, () => cardOf());
    for (const card of cards) keepCard(storage, card);
    expect(keptCards(storage, UUID)).toEqual(cards.slice(2));
  });

  it('are none where more are kept than this page ever keeps', () => {
    const storage = new TabStorage();
    const texts = (cards: number) =>
      JSON.stringify(Array.from({ length: cards }, () => formatCard(cardOf())));
    storage.setItem(`stimmhaus-cards:${UUID}`, texts(20));
    expect(keptCards(storage, UUID)).toHaveLength(20);
    storage.setItem(`stimmhaus-cards:${UUID}`, texts(21));
    expect(keptCards(storage, UUID)).toEqual([]);
  });

  it.each(['no json', '{}', '[1]', '["card"]'])('are none where what is kept reads %s', (text) => {
    const storage = new TabStorage();
    storage.setItem(`stimmhaus-cards:${UUID}`, text);
    expect(keptCards(storage, UUID)).toEqual([]);
  });
});
