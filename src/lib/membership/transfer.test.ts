import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './day.ts';
import {
  answerTransferShape,
  TRANSFER_SIDES,
  transferDay,
  transferVerdict,
  type TransferAnswer,
} from './transfer.ts';

const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-01-01', days));
const answer = fc.record({
  side: fc.constantFrom(...TRANSFER_SIDES),
  decision: fc.constantFrom('agreed', 'refused'),
  on: day,
}) as fc.Arbitrary<TransferAnswer>;
const answers = fc.uniqueArray(answer, { maxLength: 2, selector: (one) => one.side });
const situation = fc.record({ answers, answerBy: fc.option(day), today: day });

describe('what two boards have said', () => {
  it('is a refusal as soon as one refuses, whatever else was said or not', () =>
    fc.assert(
      fc.property(situation, (asked) => {
        const isRefused = asked.answers.some((one) => one.decision === 'refused');
        expect(transferVerdict(asked).is === 'refused').toBe(isRefused);
      }),
    ));

  it('is agreement with both, or with silence once the day has come, and never before', () =>
    fc.assert(
      fc.property(situation, (asked) => {
        const { answers: given, answerBy, today } = asked;
        const verdict = transferVerdict(asked);
        if (verdict.is === 'refused') return;
        const isOver = answerBy !== null && answerBy <= today;
        expect(verdict.is).toBe(given.length === 2 || isOver ? 'agreed' : 'waiting');
        if (verdict.is === 'waiting') {
          const answered = given.map((one) => one.side);
          expect([...verdict.sides, ...answered].sort()).toEqual([...TRANSFER_SIDES].sort());
        }
        if (verdict.is === 'agreed') {
          for (const one of given) expect(verdict.on >= one.on).toBe(true);
        }
      }),
    ));

  it.each([
    ['application', '2026-03-01', '2026-02-01', '2026-03-01'],
    ['application', '2026-03-01', '2026-03-20', '2026-03-20'],
    ['residence', '2026-03-01', '2026-03-20', '2026-03-01'],
  ] as const)('with %s for %s, agreed on %s, moves on %s', (reason, wishedOn, agreedOn, moved) => {
    expect(transferDay({ reason, wishedOn, agreedOn })).toBe(moved);
  });

  it('needs reasons for a refusal only', () => {
    const given = { transferId: crypto.randomUUID(), side: 'giving' };
    const isWell = (more: object) => answerTransferShape.safeParse({ ...given, ...more }).success;
    expect(isWell({ decision: 'agreed' })).toBe(true);
    expect(isWell({ decision: 'refused', reason: 'Wohnt nicht hier' })).toBe(true);
    expect(isWell({ decision: 'refused' })).toBe(false);
    expect(isWell({ decision: 'refused', reason: '   nein        ' })).toBe(false);
    expect(isWell({})).toBe(false);
  });
});
