import { readFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database, databaseClient, transact } from '#lib/platform/server/database.server.ts';
import { inRoot } from '../../../../scripts/running/root.ts';
import { testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { adoptModelStatute } from './adopt-model-statute.ts';
import { numberAt } from './articles.ts';
import { article } from './tables.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await transact(adoptModelStatute);
});
afterAll(() => db.drop());

/** The part of the migration that speaks to a house which stands already. */
const step = readFileSync(inRoot('drizzle', '0004_joining.sql'), 'utf8')
  .split('--> statement-breakpoint')
  .find((part) => part.includes('membership.decision-weeks')) as string;

const weeksOn = async (day: string) => (await numberAt(database(), 'membership.decision-weeks', day))?.value;
const versions = () =>
  database().select().from(article).where(eq(article.key, 'joining')).orderBy(article.validFrom);

describe('the weeks in which an application is decided', () => {
  it('are added to the statute of a house that stands, from that day on, once', async () => {
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
    await databaseClient().unsafe(
      `update article set numbers = numbers - 'membership.decision-weeks' where key = 'joining'`,
    );
    const [before] = await versions();
    await databaseClient().unsafe(step);
    const after = await versions();
    await databaseClient().unsafe(step);
    expect(await versions()).toEqual(after);
    expect(after).toHaveLength(2);
    expect(after[0]).toEqual({ ...before, validTo: today });
    expect(after[1]?.numbers).toEqual({ ...(before?.numbers as object), 'membership.decision-weeks': 4 });
    expect(await weeksOn('2026-01-01')).toBeUndefined();
    expect(await weeksOn(today)).toBe(4);
  });

  it('stand in the statute of a new house from its first day, which the step leaves alone', async () => {
    const clean = await versions();
    await databaseClient().unsafe(step);
    expect(await versions()).toEqual(clean);
  });
});
