import { describe, expect, it } from 'vitest';
import type { DelegateKeyInput } from '../../seats/delegate-key.ts';
import { delegateKey } from '../../seats/delegate-key.ts';
import { distribute } from '../../seats/distribution.ts';
import { settle } from '../../seats/lot.ts';
import { quotaRows, resultRows, roundRows, weightText } from '../../ui/keys/key-rows.ts';
import { keyFacts, lotSentences, type ShownKey, tieSentence } from '../../ui/keys/key-words.ts';
import { keyPdf } from './key-pdf.ts';

const NAMES = ['Kreis Größ', 'Kreis Łódź', 'Kreis Kiel'];

function shown(input: DelegateKeyInput, winners?: number[]): ShownKey & { title: string } {
  const key = delegateKey.parse(input);
  const open = distribute(key);
  const settled = winners ? settle(key, open, winners) : undefined;
  const at = new Date('2026-02-01T10:00:00Z');
  return {
    title: 'Landesparteitag 2026',
    unitName: 'Land Nord',
    cutOff: '2025-12-31',
    counted: 'paid-or-exempt',
    ...{ method: key.method, seats: key.seats, baseMandates: key.baseMandates, elsewhere: 2 },
    units: input.votes.map((votes, unit) => ({ name: NAMES[unit] ?? '', votes })),
    madeBy: 'Eva Beispiel',
    madeAt: at,
    distribution: settled?.ok ? settled.distribution : open,
    lot: winners ? { account: 'Zettel aus der Urne.', recordedBy: 'Udo Muster', recordedAt: at } : null,
  };
}

const HARE = { method: 'hare-niemeyer', votes: [5000, 3000, 1234], seats: 7 } as const;
const TIED = { method: 'adams-in-pairs', votes: [9, 5, 5], seats: 10 } as const;

describe('the working in words', () => {
  it('shows exact fractions, with digits that are cut off and not rounded', () => {
    expect(weightText({ numerator: 3500n, denominator: 3n }, 'de')).toBe('3.500 ÷ 3 = 1.166,666…');
    expect(weightText({ numerator: 7n, denominator: 2n }, 'en')).toBe('7 ÷ 2 = 3.500');
    expect(weightText({ numerator: 12n, denominator: 4n }, 'de')).toBe('12 ÷ 4 = 3');
    expect(weightText({ numerator: 5n, denominator: 0n }, 'de')).toBe('erster Sitz');
    const huge = { numerator: 2n ** 53n * 10_000n + 1n, denominator: 3n };
    expect(weightText(huge, 'en')).toBe('90,071,992,547,409,920,001 ÷ 3 = 30,023,997,515,803,306,667');
  });

  it('shows shares, rounds and result of one key that fit each other', () => {
    const key = shown(HARE);
    expect(quotaRows(key, 'de')[0]).toEqual({
      name: 'Kreis Größ',
      quota: '35.000 ÷ 9.234 = 3,790…',
      whole: 3,
      remainder: '7.298 ÷ 9.234',
    });
    expect(roundRows(key, 'de').map(({ round, name }) => [round, name])).toEqual([
      [1, 'Kreis Kiel'],
      [2, 'Kreis Größ'],
    ]);
    expect(resultRows(key).map(({ seats }) => seats)).toEqual([4, 2, 1]);
  });

  it('names the tied, the number of seats to draw, who won and who says so', () => {
    expect(tieSentence(shown(HARE), 'de')).toBeNull();
    const drawn = shown(TIED, [2]);
    expect(tieSentence(drawn, 'de')).toBe('Gleich stehen: Kreis Łódź und Kreis Kiel. Zu verlosen: 2.');
    expect(lotSentences(drawn, 'de').join(' ')).toMatch(
      /Gewonnen: Kreis Kiel\. Zettel aus der Urne\. Eingetragen von Udo Muster, 1\. Februar 2026/,
    );
    expect(roundRows(drawn, 'de').at(-1)).toMatchObject({ name: 'Kreis Kiel', weight: 'Los' });
    expect(lotSentences(shown(TIED), 'de')).toEqual([]);
  });

  it('says from what the key follows', () => {
    const facts = keyFacts(shown(HARE), 'de').map(({ term, value }) => `${term}: ${value}`);
    expect(facts).toContain('Stichtag: 31. Dezember 2025');
    expect(facts).toContain('Gezählte Mitglieder: 9.234');
    expect(facts).toContain('Ohne Gliederung darunter: 2');
  });
});

describe('the key as a file', () => {
  it.each([
    ['de', HARE],
    ['en', TIED],
  ] as const)('is a tagged document in the language asked for: %s', async (locale, input) => {
    const chunks: Buffer[] = [];
    for await (const chunk of keyPdf(shown(input), locale)) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks).toString('latin1');
    expect(bytes.slice(0, 8)).toBe('%PDF-1.7');
    expect(bytes).toContain('/Marked true');
    expect(bytes).toContain(`/Lang (${locale})`);
    expect(bytes.match(/\/S \/H2/g)?.length).toBe(3);
    expect(bytes).toContain('/S /Table');
  });
});
