import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '#wiring/demo/seed.ts';
import { houseSequences, houseTables, quoted } from '../../scripts/archiving/catalogue.ts';
import { readBackup, writeBackup } from '../../scripts/archiving/file.ts';
import { withConnection } from '../../scripts/postgres/databases.ts';
import { runNode } from '../../scripts/running/program.ts';
import { inRoot } from '../../scripts/running/root.ts';
import { isEmpty } from '../../scripts/starting/preparing.ts';
import { cloneDatabase, type ClonedDatabase } from '../support/clone.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

const passphrase = 'a passphrase for the drill';

/** Content of every table, and what guards it. */
function fingerprint(url: string): Promise<Record<string, unknown>> {
  return withConnection(url, async (sql) => {
    const all: Record<string, unknown> = { sequences: await houseSequences(sql) };
    for (const table of await houseTables(sql)) {
      const rows = `select count(*)::int as n, md5(string_agg(t::text, '|' order by t::text)) as sum from ${quoted(table)} t`;
      all[table.name] = [...(await sql.unsafe(rows))];
    }
    all.triggers = await sql`select tgrelid::regclass::text, tgname, tgenabled::text from pg_trigger
      where not tgisinternal order by 1, 2`;
    all.keys =
      await sql`select conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated from pg_constraint
      where connamespace = 'public'::regnamespace order by 1, 2`;
    return JSON.parse(JSON.stringify(all)) as Record<string, unknown>;
  });
}

describe('a backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-backup-'));
  const file = join(folder, 'house.stimmhaus');
  let house: TestDatabase;
  let empty: ClonedDatabase;

  beforeAll(async () => {
    house = await testDatabase();
    empty = await cloneDatabase();
    await seedDemo({ members: 60, referendums: false });
    await withConnection(house.url, (sql) => sql`insert into setup_token (hash) values ('still good')`);
    await writeBackup({ url: house.url, file, passphrase });
  }, 300_000);
  afterAll(async () => {
    await house.drop();
    await empty.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('[R-66] shows nothing to who has only the file', () => {
    const bytes = readFileSync(file);
    expect(bytes.includes('Allmende')).toBe(false);
    expect(bytes.subarray(40).includes('membership')).toBe(false);
  });

  it('is refused with another passphrase, and nothing changes', async () => {
    const wrong = { url: empty.url, file, passphrase: `${passphrase}!` };
    await expect(readBackup(wrong)).rejects.toThrow('cannot be opened');
    expect(await isEmpty(empty.url)).toBe(true);
  });

  it('is refused when it was cut short, and nothing changes', async () => {
    const cut = join(folder, 'cut.stimmhaus');
    const bytes = readFileSync(file);
    writeFileSync(cut, bytes.subarray(0, bytes.length - 20));
    const before = await fingerprint(empty.url);
    await expect(readBackup({ url: empty.url, file: cut, passphrase })).rejects.toThrow('cannot be opened');
    expect(await fingerprint(empty.url)).toEqual(before);
  });

  it('[R-66] brings back every row, number, trigger and key', async () => {
    await readBackup({ url: empty.url, file, passphrase });
    const [was, is] = [await fingerprint(house.url), await fingerprint(empty.url)];
    expect(is).toEqual(was);
    expect(JSON.stringify(was.person)).not.toContain('"n":0');
  });

  it('[P-06] leaves old ways in behind', async () => {
    const rows = await withConnection(empty.url, (sql) => sql`select 1 from setup_token`);
    expect(rows).toHaveLength(0);
  });

  it('leaves the guards of the restored tables working', async () => {
    const change = (statement: string) => withConnection(empty.url, (sql) => sql.unsafe(statement));
    await expect(change('update membership set person_id = gen_random_uuid()')).rejects.toMatchObject({
      code: '23503',
    });
    await expect(change('delete from fact')).rejects.toMatchObject({ code: 'SH001' });
  });
});

describe('npm run restore', () => {
  let house: TestDatabase;
  beforeAll(async () => {
    house = await testDatabase();
    await seedDemo({ members: 20, referendums: false });
  });
  afterAll(() => house.drop());

  const command = (name: string, args: readonly string[], env: Record<string, string> = {}) =>
    runNode([inRoot('scripts', name), ...args], {
      DATABASE_URL: house.url,
      BACKUP_PASSPHRASE: passphrase,
      ...env,
    });

  it('never writes into a house that has content', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-backup-'));
    const file = join(folder, 'house.stimmhaus');
    expect(await command('backup.ts', [file])).toMatchObject({ code: 0 });
    const before = await fingerprint(house.url);
    const { code, output } = await command('restore.ts', [file], { STATE_DIR: folder });
    expect({ code, output }).toMatchObject({
      code: 1,
      output: expect.stringContaining('A party lives in this database'),
    });
    expect(await fingerprint(house.url)).toEqual(before);
    rmSync(folder, { recursive: true, force: true });
  }, 300_000);

  it('[R-66] asks for a passphrase, and for one that is worth the name', async () => {
    const { code, output } = await command('backup.ts', [], { BACKUP_PASSPHRASE: 'short' });
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining('BACKUP_PASSPHRASE') });
  });
});
