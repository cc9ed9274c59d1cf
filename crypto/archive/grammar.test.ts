import { describe, expect, it } from 'vitest';
import { EventGrammar } from './grammar.ts';
import type { EventType } from './event.ts';

const LETTERS: Record<string, EventType> = {
  S: 'Setup',
  B: 'Ballot',
  E: 'EndBallots',
  T: 'EncryptedTally',
  M: 'Shuffle',
  N: 'EndShuffles',
  P: 'PartialDecryption',
  R: 'Result',
};

function verdict(word: string): string {
  const grammar = new EventGrammar();
  try {
    for (const letter of word) grammar.step(LETTERS[letter]!);
    grammar.finish();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'accept';
}

describe('the order of events', () => {
  it.each(['SETPR', 'SBETPR', 'SBBBETPPPR', 'SBETMNPR', 'SETMMMNPPR'])('takes %s', (word) => {
    expect(verdict(word)).toBe('accept');
  });

  it.each([
    ['a second setup', 'SBSBETPR'],
    ['ballots after their end', 'SBEBETPR'],
    ['two ends', 'SBEETPR'],
    ['no end', 'SBTPR'],
    ['no tally', 'SBEPR'],
    ['two tallies', 'SBETTPR'],
    ['no decryption', 'SBETR'],
    ['two results', 'SBETPRR'],
    ['a ballot after the result', 'SBETPRB'],
    ['a decryption after the result', 'SBETPRP'],
    ['no setup', 'BETPR'],
    ['shuffles without their end', 'SBETMPR'],
    ['an end of shuffles without shuffles', 'SBETNPR'],
    ['a shuffle after a decryption', 'SBETPMNPR'],
  ])('refuses %s', (_, word) => expect(verdict(word)).toBe('event-out-of-order'));

  it.each(['', 'S', 'SB', 'SBE', 'SBET', 'SBETP'])('finds %s unfinished', (word) => {
    expect(verdict(word)).toBe('archive-unfinished');
  });

  it('agrees with the regular expression of the specification on every word of up to six events', () => {
    const letters = Object.keys(LETTERS);
    let words = [''];
    for (let length = 1; length <= 6; length++) {
      words = words.filter((word) => verdict(word) !== 'event-out-of-order');
      words = words.flatMap((word) => letters.map((letter) => word + letter));
      for (const word of words) expect(verdict(word) === 'accept').toBe(/^SB*ET(M+N)?P+R$/.test(word));
    }
  });
});
