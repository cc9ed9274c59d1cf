import { describe, expect, it } from 'vitest';
import { cloneDatabase } from '../support/clone.ts';
import { mostByChance } from './chance.ts';
import { inquire, type InquiryWish } from './inquiry.ts';

/** Small, but of the same code as `npm run secrecy`; the bound still tells the two apart. */
const SMALL = { seed: 'small', voters: 80, crowd: 10 };
const TIMEOUT = 400_000;

async function ask(wish: InquiryWish): Promise<Awaited<ReturnType<typeof inquire>>> {
  const database = await cloneDatabase();
  try {
    return await inquire(database, wish);
  } finally {
    await database.drop();
  }
}

describe('who steals the database, the logs and the mails', () => {
  it(
    '[R-10] [R-11] [R-58] [P-15] [B-18] links nobody to a ballot better than a crowd of one batch allows',
    { timeout: TIMEOUT },
    async () => {
      const { record, oneSitting, drewEarly, waiting, secretsFound, choicesFound } = await ask({
        ...SMALL,
        rewriting: true,
      });
      // The same analyst sees the order of the ballots still waiting: it is awake.
      expect(waiting.hits).toBeGreaterThan(waiting.among / 2);
      expect(record.hits).toBeLessThanOrEqual(record.bound);
      expect(oneSitting.hits).toBeLessThanOrEqual(oneSitting.bound);
      expect(drewEarly.hits).toBeLessThanOrEqual(drewEarly.bound);
      expect(oneSitting.bound).toBeLessThan(oneSitting.among * 0.6);
      expect(secretsFound).toBe(0);
      expect(choicesFound).toBe(0);
    },
  );

  it(
    '[R-11] would link nine in ten if marks and ballots were written without the crowd, which proves the analyst',
    { timeout: TIMEOUT },
    async () => {
      const { oneSitting, voters, secretsFound, choicesFound } = await ask({ ...SMALL, rewriting: false });
      // Canaries of a careless log: one of each ballot's randomness, and each choice beside its tracker.
      expect(secretsFound).toBe(voters);
      expect(choicesFound).toBe(voters);
      expect(oneSitting.hits).toBeGreaterThanOrEqual(oneSitting.among * 0.9);
      expect(oneSitting.hits).toBeGreaterThan(oneSitting.bound);
    },
  );
});

describe('the bound of chance', () => {
  it('is the binomial one', () => {
    expect(mostByChance(500, 1 / 50, 0.001)).toBe(21);
    expect(mostByChance(1, 0.5, 0.6)).toBe(0);
    expect(mostByChance(1, 0.5, 0.4)).toBe(1);
    expect(mostByChance(10, 0.5, 0.0009)).toBe(10);
  });

  it('grows with the number of hypotheses tried', () => {
    expect(mostByChance(500, 1 / 50, 0.001 / 1000)).toBeGreaterThan(mostByChance(500, 1 / 50, 0.001));
  });
});
