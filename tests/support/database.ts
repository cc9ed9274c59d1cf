import { closeDatabase, openDatabase } from '#lib/platform/server/database.server.ts';
import { cloneDatabase, type ClonedDatabase } from './clone.ts';

export type TestDatabase = ClonedDatabase;

/**
 * A migrated database of its own for one test file, and this process's `database()`.
 * Call it in `beforeAll`, `drop` in `afterAll`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const clone = await cloneDatabase();
  openDatabase(clone.url);
  const drop = async (): Promise<void> => {
    await closeDatabase();
    await clone.drop();
  };
  return { ...clone, drop };
}
