import { randomBytes } from 'node:crypto';
import { closeDatabase, openDatabase } from '#lib/platform/server/database.server.ts';
import { createDatabase, dropDatabase, urlOf } from '../../scripts/postgres/databases.ts';

export interface TestDatabase {
  readonly url: string;
  /** The same database as superuser, for tests that look where the house itself may not. */
  readonly adminUrl: string;
  readonly drop: () => Promise<void>;
}

/**
 * A migrated database of its own for one test file, and this process's `database()`.
 * Call it in `beforeAll`, `drop` in `afterAll`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { server, template } = prepared();
  const name = `test_${randomBytes(8).toString('hex')}`;
  const url = await createDatabase(server, name, template);
  openDatabase(url);
  const drop = async (): Promise<void> => {
    await closeDatabase();
    await dropDatabase(server, name);
  };
  return { url, adminUrl: urlOf(process.env.STIMMHAUS_TEST_PG_ADMIN ?? server, name), drop };
}

function prepared(): { readonly server: string; readonly template: string } {
  const { STIMMHAUS_TEST_PG: server, STIMMHAUS_TEST_TEMPLATE: template } = process.env;
  if (!server || !template) throw new Error('tests/support/global-setup.ts has not run.');
  return { server, template };
}
