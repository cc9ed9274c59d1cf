import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database } from '#lib/platform/server/database.server.ts';
import { urlOf, withConnection } from '../../scripts/postgres/databases.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

describe('a database per test file', () => {
  let mine: TestDatabase;
  beforeAll(async () => void (mine = await testDatabase()));
  afterAll(() => mine.drop());

  it('is migrated and is what database() answers', async () => {
    const [row] = await database().execute<{ name: string; now: string }>(
      sql`select current_database() as name, house_now() as now`,
    );
    expect(mine.url.endsWith(`/${row?.name}`)).toBe(true);
  });

  it('is owned by a role that is no superuser, as in production', async () => {
    const [row] = await withConnection(
      mine.url,
      (client) => client`select rolsuper from pg_roles where rolname = current_user`,
    );
    expect(row?.rolsuper).toBe(false);
  });

  it('is gone after drop, even while somebody is connected', async () => {
    const other = await testDatabase();
    const name = new URL(other.url).pathname.slice(1);
    await other.drop();
    const server = urlOf(other.url, 'stimmhaus');
    const rows = await withConnection(
      server,
      (client) => client`select 1 from pg_database where datname = ${name}`,
    );
    expect(rows).toHaveLength(0);
  });
});
