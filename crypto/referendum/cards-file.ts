import type { ByteSource } from '../archive/byte-queue.ts';
import { object, parseCanonical, text, textFromUtf8 } from '../canonical.ts';
import { CARD_SIGNATURE_LENGTH } from '../card-key.ts';
import { RANDOMIZER_LENGTH } from '../card.ts';
import { bytesOf } from '../record/fields.ts';
import { linesOf } from '../record/lines.ts';
import { Refused } from '../refusal.ts';

const readCard = object({
  credential: text(700),
  randomizer: bytesOf(RANDOMIZER_LENGTH),
  signature: bytesOf(CARD_SIGNATURE_LENGTH),
});

/** A line of `cards.json`: a credential that voted, and the card signature that made it a voting one. */
export type PublishedCard = ReturnType<typeof readCard>;

const LONGEST_LINE = 3_000;
const HEAD = /^\{"uuid":"([1-9A-HJ-NP-Za-km-z]{14,60})","cards":\[$/;
const END = ']}';

/**
 * `cards.json` in pieces of text: one JSON object, but each card on a line of its own, so that it can be read without holding
 * it whole. The cards stand in the order of the archive's credentials.
 */
export function* cardsFile(uuid: string, cards: Iterable<PublishedCard>): Generator<string, void> {
  let before = `{"uuid":"${uuid}","cards":[\n`;
  for (const { credential, randomizer, signature } of cards) {
    yield before + JSON.stringify({ credential, randomizer, signature });
    before = ',\n';
  }
  yield before === ',\n' ? `\n${END}\n` : `${before}${END}\n`;
}

/**
 * The cards in a `cards.json`, in its one form.
 * Refused: cards-malformed, card-not-canonical, cards-of-other-referendum, line-…, json-…, base64-not-canonical, length-wrong.
 * Not checked: the signatures, and that none is there twice.
 */
export async function* readCardsFile(source: ByteSource, uuid: string): AsyncGenerator<PublishedCard, void> {
  let place: 'head' | 'first' | 'more' | 'last' | 'end' = 'head';
  for await (const bytes of linesOf(source, LONGEST_LINE)) {
    const line = textFromUtf8(bytes);
    if (place === 'head') {
      refuseHead(line, uuid);
      place = 'first';
    } else if (line === END && (place === 'first' || place === 'last')) {
      place = 'end';
    } else {
      if (place === 'last' || place === 'end') throw new Refused('cards-malformed', 'after the last card');
      place = line.endsWith(',') ? 'more' : 'last';
      yield parseCanonical('card', place === 'more' ? line.slice(0, -1) : line, readCard);
    }
  }
  if (place !== 'end') throw new Refused('cards-malformed', 'unfinished');
}

function refuseHead(line: string, uuid: string): void {
  const found = HEAD.exec(line)?.[1];
  if (found === undefined) throw new Refused('cards-malformed', 'first line');
  if (found !== uuid) throw new Refused('cards-of-other-referendum', found);
}
