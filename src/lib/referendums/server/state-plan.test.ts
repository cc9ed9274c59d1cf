import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { database } from '#lib/platform/server/database.server.ts';
import { type TestDatabase, testDatabase } from '../../../../tests/support/database.ts';
import { ENDS, mayFollow, STATES } from '../state.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

it('the plan that the database keeps to is the one of the rules, step by step', async () => {
  const found = await database().execute<{ prosrc: string }>(
    sql`select prosrc from pg_proc where proname = 'refuse_wrong_way'`,
  );
  const written = /plan jsonb := '([^']+)'/.exec(found[0]?.prosrc ?? '')?.[1] ?? '';
  const plan = JSON.parse(written) as Record<string, string[]>;
  const all = [...STATES, ...ENDS];
  for (const from of all)
    for (const to of all)
      expect([from, to, plan[from]?.includes(to) ?? false]).toEqual([from, to, mayFollow(from, to)]);
});
