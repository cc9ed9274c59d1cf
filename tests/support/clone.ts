import { randomBytes } from 'node:crypto';
import { createDatabase, dropDatabase, urlOf } from '../../scripts/postgres/databases.ts';

export interface ClonedDatabase {
  readonly url: string;
  /** The same database as superuser, for tests that look where the house itself may not. */
  readonly adminUrl: string;
  readonly drop: () => Promise<void>;
}

/** A migrated database of its own, not opened by this process. */
export async function cloneDatabase(): Promise<ClonedDatabase> {
  const { STIMMHAUS_TEST_PG: server, STIMMHAUS_TEST_TEMPLATE: template } = process.env;
  if (!server || !template) throw new Error('tests/support/global-setup.ts has not run.');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const url = await createDatabase(server, name, template);
  const adminUrl = urlOf(process.env.STIMMHAUS_TEST_PG_ADMIN ?? server, name);
  return { url, adminUrl, drop: () => dropDatabase(server, name) };
}
