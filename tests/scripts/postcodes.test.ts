import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database } from '#lib/platform/server/database.server.ts';
import { postcodeDistrict } from '#lib/membership/server/tables.ts';
import { inRoot } from '../../scripts/running/root.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

const SHARED = inRoot('..', 'shared', 'data', 'geo', 'plz_kreis.csv');
const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-postcodes-'));
let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(async () => {
  await db.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The script itself, as `npm run` starts it. */
function postcodes(...args: readonly string[]) {
  const script = inRoot('scripts', 'postcodes', 'command.ts');
  const env = { ...process.env, DATABASE_URL: db.url };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: inRoot(),
    encoding: 'utf8',
    env,
  });
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
}

function fileOf(...rows: string[]): string {
  const path = join(folder, 'plz.csv');
  writeFileSync(path, ['plz,ags5,place', ...rows, ''].join('\n'));
  return path;
}

const kept = () => database().select().from(postcodeDistrict).orderBy(postcodeDistrict.postcode);

describe('npm run postcodes', () => {
  it('takes the whole table, and the next one in place of it', async () => {
    const first = postcodes(fileOf('24937,01001,Flensburg', '24100,01002,Kiel'));
    expect(first).toEqual({ status: 0, stdout: 'Took 2 rows: 2 postcodes.', stderr: '' });
    expect(postcodes(fileOf('24999,01001,Flensburg')).status).toBe(0);
    expect(await kept()).toEqual([{ postcode: '24999', ags: '01001', place: 'Flensburg' }]);
  });

  it('takes nothing of a file with one row that is not understood, and says which', async () => {
    const before = await kept();
    const path = fileOf('24937,01001,Flensburg', '2410,01002,Kiel');
    expect(postcodes(path)).toMatchObject({ status: 1, stdout: '' });
    expect(postcodes(path).stderr).toMatch(/line 3: .* Nothing was changed\.$/);
    expect(postcodes(join(folder, 'nothing.csv')).stderr).toMatch(/is not there\.$/);
    expect(postcodes().stderr).toMatch(/^Say where the table is/);
    expect(await kept()).toEqual(before);
  });

  it.skipIf(!existsSync(SHARED))(
    'takes the table of GeoNames (skipped where it is not at hand)',
    async () => {
      expect(postcodes(SHARED).stdout).toBe('Took 8330 rows: 8187 postcodes.');
      expect(await kept()).toHaveLength(8330);
    },
  );
});
