import { formatCard, parseCard, type Card } from '#crypto';

/**
 * Whole cards that were drawn on this device and neither saved elsewhere nor voted with, the newest last: a reload on the
 * way to the ballot box loses none. People share devices, so there may be several.
 */
const PREFIX = 'stimmhaus-cards:';
const MOST = 20;

export function keptCards(storage: Storage, uuid: string): readonly Card[] {
  try {
    const texts: unknown = JSON.parse(storage.getItem(PREFIX + uuid) ?? '[]');
    if (!Array.isArray(texts) || texts.length > MOST) return [];
    return texts.map((text) => parseCard(String(text)));
  } catch {
    return [];
  }
}

export function keepCard(storage: Storage, card: Card): void {
  write(storage, card.uuid, [...others(storage, card), card].slice(-MOST));
}

/** After the card was saved in two places or voted with. */
export function forgetCard(storage: Storage, card: Card): void {
  write(storage, card.uuid, others(storage, card));
}

function others(storage: Storage, { uuid, code }: Card): readonly Card[] {
  return keptCards(storage, uuid).filter((kept) => kept.code !== code);
}

function write(storage: Storage, uuid: string, cards: readonly Card[]): void {
  if (cards.length === 0) storage.removeItem(PREFIX + uuid);
  else storage.setItem(PREFIX + uuid, JSON.stringify(cards.map(formatCard)));
}
