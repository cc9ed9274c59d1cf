import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeParts } from './bar-parts.ts';

describe('the shares of a bar', () => {
  const part = (value: number) => ({ label: 'x', value, tone: 'neutral' as const });

  it('lie one after the other and never outgrow the bar', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 6 }), fc.nat(3000), (values, total) => {
        const placed = placeParts(values.map(part), total, 100);
        let end = 0;
        for (const { from, width } of placed) {
          expect(from).toBeCloseTo(end);
          expect(width).toBeGreaterThanOrEqual(0);
          end = from + width;
        }
        expect(end).toBeLessThanOrEqual(100.000001);
      }),
    );
  });
  it('leave what nobody took empty', () => {
    expect(placeParts([part(25), part(25)], 100, 200).map(({ width }) => width)).toEqual([50, 50]);
  });
  it('are nothing of nothing', () =>
    expect(placeParts([part(0)], 0, 100)[0]).toMatchObject({ share: 0, width: 0 }));
});
