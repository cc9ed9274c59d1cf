import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import de from '../../i18n/messages/eligibility/de.json' with { type: 'json' };
import en from '../../i18n/messages/eligibility/en.json' with { type: 'json' };
import { branchVoteRule, nominationRule, referendumRule } from '../presets.ts';
import { REASON_CODES, reasonSentence } from './reason-sentence.ts';
import { evaluateRule, ruleShape } from '../rule.ts';
import { ruleSentence } from './rule-sentence.ts';
import { personFacts, someDay, someRule } from '../testing/arbitraries.ts';

const unitNames = new Map([
  ['/1/', 'Bundesverband'],
  ['/1/2/', 'Landesverband Nord'],
]);
const german = { locale: 'de', unitNames } as const;
const english = { locale: 'en', unitNames } as const;
const numbers = { effectiveAfterWeeks: 6, transferAfterWeeks: 6 };

describe('a rule in words', () => {
  it('reads as one sentence', () => {
    expect(ruleSentence(referendumRule('/1/', numbers), german)).toBe(
      'Teilnehmen darf, wer Mitglied ist (Bundesverband), wer alle Mitgliedsrechte hat (Bundesverband; in der Regel 6 Wochen nach dem Eintritt) und wessen Mitgliedsrechte nicht ruhen.',
    );
    expect(ruleSentence(nominationRule('/1/', ['09', '10']), english)).toBe(
      'Those may take part who are members (Bundesverband), who are at least 18 years old, who hold one of these citizenships: Germany, whose main residence lies in the area with the official key 09 or 10, and whose rights as a member are not suspended.',
    );
  });

  it('keeps "und" and "oder" apart by brackets', () => {
    const rule = branchVoteRule('/1/2/', { ...numbers, ags: ['01'] });
    expect(ruleSentence(rule, german)).toContain(
      '(wer im Gebiet mit dem amtlichen Schlüssel 01 den Hauptwohnsitz hat oder wer seit mindestens 6 Wochen ohne Unterbrechung Mitglied ist (Landesverband Nord))',
    );
  });

  it('says what does not apply', () => {
    const rule = ruleShape.parse({ kind: 'not', of: { kind: 'dues', graceMonths: 1 } });
    expect(ruleSentence(rule, german)).toBe(
      'Teilnehmen darf, auf wen nicht zutrifft: „wer mit dem Beitrag weniger als 1 Monat im Rückstand oder davon befreit ist“.',
    );
  });

  it('says different rules differently', () => {
    fc.assert(
      fc.property(someRule, someRule, (one, other) => {
        const alike = JSON.stringify(withoutArticles(one)) === JSON.stringify(withoutArticles(other));
        if (!alike) fc.pre(!sameButOneLeafGroup(one, other));
        if (!alike) expect(ruleSentence(one, german)).not.toBe(ruleSentence(other, german));
      }),
    );
  });
});

/** A list of one reads like its part. */
function sameButOneLeafGroup(one: unknown, other: unknown): boolean {
  return JSON.stringify(unwrapped(one)) === JSON.stringify(unwrapped(other));
}

function unwrapped(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  if ('of' in given && Array.isArray(given.of)) {
    if (given.of.length === 1) return unwrapped(given.of[0]);
    return { ...given, of: given.of.map(unwrapped) };
  }
  const rest = { ...given } as Record<string, unknown>;
  if ('of' in rest) rest.of = unwrapped(rest.of);
  return rest;
}

function withoutArticles(given: unknown): unknown {
  return JSON.parse(JSON.stringify(given, (key, value) => (key === 'article' ? undefined : value)));
}

describe('a reason in words', () => {
  it.each(REASON_CODES)('%s has them in both languages', (code) => {
    const key = `reason_${code.replaceAll('-', '_')}`;
    expect(Object.keys(de)).toContain(key);
    expect(Object.keys(en)).toContain(key);
  });

  it('leaves no placeholder and no code, whatever a rule answers', () => {
    fc.assert(
      fc.property(someRule, personFacts, someDay, (rule, facts, on) => {
        for (const reason of evaluateRule(rule, facts, on).reasons) {
          expect(REASON_CODES).toContain(reason.code);
          for (const words of [german, english]) {
            const sentence = reasonSentence(reason, words);
            expect(sentence).toMatch(/^[A-ZÄÖÜ].*\.$/);
            expect(sentence).not.toMatch(/[{}]|undefined|\d{4}-\d{2}-\d{2}/);
          }
        }
      }),
    );
  });

  it('names day, unit and number as people do', () => {
    const reason = { code: 'member-too-short', article: 'transfer' } as const;
    const params = { unitPath: '/1/2/', weeks: 6, since: '2026-01-20', on: '2026-03-03' };
    expect(reasonSentence({ ...reason, params }, german)).toBe(
      'Erst seit dem 20. Januar 2026 ohne Unterbrechung Mitglied (Landesverband Nord); die verlangten 6 Wochen sind am 3. März 2026 vorbei.',
    );
  });
});
