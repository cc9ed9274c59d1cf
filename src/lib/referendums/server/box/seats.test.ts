import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Seats } from './seats.ts';

describe('seats', () => {
  it('are taken by no more than there are, in order, and all get their turn', async () => {
    const seats = new Seats(3);
    const came: number[] = [];
    let now = 0;
    let most = 0;
    const work = (i: number) =>
      seats.with(async () => {
        came.push(i);
        most = Math.max(most, ++now);
        await pause(1);
        now -= 1;
        return i;
      });
    const all = Array.from({ length: 20 }, (_, i) => i);
    expect(await Promise.all(all.map(work))).toEqual(all);
    expect(most).toBe(3);
    expect(came).toEqual(all);
  });

  it('are free again after something failed in them', async () => {
    const seats = new Seats(1);
    await expect(seats.with(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await seats.with(() => Promise.resolve('next'))).toBe('next');
  });
});
