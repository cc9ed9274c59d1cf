import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { STATUTE_NUMBERS, type StatuteNumberName } from '../number.ts';
import { adoptModelStatute } from './adopt-model-statute.ts';
import { articleAt, articlesAt, numberAt, statuteVersions } from './articles.ts';
import { article } from './tables.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await transact(adoptModelStatute);
});
afterAll(() => db.drop());

describe('the statute on a day', () => {
  it('answers every number of the model statute with its article', async () => {
    for (const name of Object.keys(STATUTE_NUMBERS) as StatuteNumberName[]) {
      const cited = await numberAt(database(), name, '2026-06-01');
      expect(cited?.article.number, name).toMatch(/^§ \d+$/);
    }
  });

  it('takes the version in force on that day, on the very day of the change the new one', async () => {
    const share = async (on: string) => (await numberAt(database(), 'petition.initiators', on))?.value[0];
    expect(await share('2025-06-30')).toEqual({ type: 'members-share', share: '1/10' });
    expect(await share('2025-07-01')).toEqual({ type: 'members-share', share: '1/20' });
  });

  it('knows no article before there was one, and none of another name', async () => {
    expect(await articleAt(database(), 'referendum', '1999-12-31')).toBeNull();
    expect(await articleAt(database(), 'nothing', '2026-06-01')).toBeNull();
    expect(await numberAt(database(), 'referendum.quorum', '1999-12-31')).toBeNull();
  });

  it('reads in order, each article once, and says when it changed', async () => {
    const articles = await articlesAt(database(), '2026-06-01');
    expect(articles.map((one) => one.number)).toEqual(articles.map((_, index) => `§ ${index + 1}`));
    expect(await statuteVersions(database())).toEqual(['2025-07-01', '2000-01-01']);
  });

  it('is adopted once only', async () => {
    await transact(adoptModelStatute);
    expect(await articlesAt(database(), '2026-06-01')).toHaveLength(16);
  });

  it('never changes what was written: not the text, not the numbers, no row may go', async () => {
    const refused = { cause: { code: '42501' } };
    await expect(transact((tx) => tx.update(article).set({ textDe: 'anders' }))).rejects.toMatchObject(
      refused,
    );
    await expect(transact((tx) => tx.update(article).set({ numbers: {} }))).rejects.toMatchObject(refused);
    await expect(transact((tx) => tx.delete(article))).rejects.toMatchObject(refused);
  });
});
