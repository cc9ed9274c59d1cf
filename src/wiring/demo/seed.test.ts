import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { config } from '#lib/platform/server/config.server.ts';
import { compareMarker } from '#lib/platform/server/restore-marker.server.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { seedDemo } from './seed.ts';

let db: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-seed-'));

beforeAll(async () => {
  db = await testDatabase();
  config().STATE_DIR = folder;
});
afterAll(async () => {
  await db.drop();
  rmSync(folder, { recursive: true });
});

describe('a demo party in an empty database', () => {
  it('is not taken for a restored house, whatever house was here before', async () => {
    writeFileSync(join(folder, 'restore-marker'), JSON.stringify({ system: '7', wal: '1000' }));
    expect((await compareMarker()).isRestored).toBe(true);
    await seedDemo({ members: 420, referendums: false });
    expect((await compareMarker()).isRestored).toBe(false);
  });

  it('moves in once: a second start leaves a marker of another database as it is', async () => {
    writeFileSync(join(folder, 'restore-marker'), JSON.stringify({ system: '7', wal: '1000' }));
    await seedDemo({ members: 420, referendums: false });
    expect((await compareMarker()).isRestored).toBe(true);
  });
});
