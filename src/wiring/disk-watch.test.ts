import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database } from '#lib/platform/server/database.server.ts';
import { testDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { DiskWatch, percentFull, startDiskWatch } from './disk-watch.ts';

let db: TestDatabase;
let watch: DiskWatch;
beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(() => {
  watch = new DiskWatch();
});
afterAll(() => db.drop());

const alarms = async () =>
  (
    await database().execute<{ reason: string }>(
      sql`select reason from evidence where code = 'disk-filling' order by id`,
    )
  ).map(({ reason }) => reason);
const disk = (percent: number) => ({ blocks: 1000, bavail: 1000 - 10 * percent });

describe('[F-03] a disk that fills up', () => {
  it('raises no alarm while less than four fifths are full', async () => {
    for (const percent of [0, 50, 79.9]) await watch.look(disk(percent));
    expect(await alarms()).toEqual([]);
  });

  it('raises it once at four fifths, and once more where there was room meanwhile', async () => {
    for (const percent of [80, 81, 99.9, 100]) await watch.look(disk(percent));
    expect(await alarms()).toEqual(['80 %']);
    for (const percent of [79, 93, 94]) await watch.look(disk(percent));
    expect(await alarms()).toEqual(['80 %', '93 %']);
  });

  it('is asked for where the house keeps its files, and never stops the house', async () => {
    await startDiskWatch()();
    expect(percentFull({ blocks: 0, bavail: 0 })).toBe(0);
    expect(percentFull({ blocks: 3, bavail: 3 })).toBe(0);
  });
});
