import { withConnection } from '../postgres/databases.ts';
import { inRoot } from '../running/root.ts';
import { existsSync } from 'node:fs';

/** Members of the demo party when nobody says otherwise. */
export const DEMO_MEMBERS = 5_000;

interface DemoSeed {
  seedDemo(wish: { readonly members: number }): Promise<void>;
}

/** Brings the schema up to date. The app is imported only now: it reads the environment when it is loaded. */
export async function migrateDatabase(url: string): Promise<void> {
  const { migrate } = await import('#lib/platform/server/migrate.ts');
  await migrate(url);
}

/** No party lives here yet. */
export async function isEmpty(url: string): Promise<boolean> {
  const rows = await withConnection(url, (sql) => sql`select 1 from house limit 1`);
  return rows.length === 0;
}

/** Fills the empty house with the demo party; messages must be compiled by then. */
export async function seed(url: string, members: number): Promise<void> {
  const file = inRoot('src', 'wiring', 'demo', 'seed.ts');
  if (!existsSync(file)) return;
  process.env.DATABASE_URL = url;
  const { seedDemo } = (await import(file)) as DemoSeed;
  const { closeSeeding } = await import('#wiring/demo/close-seeding.ts');
  try {
    await seedDemo({ members });
  } finally {
    await closeSeeding();
  }
}
