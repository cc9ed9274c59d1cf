import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isAlive } from '../../scripts/bootstrap/lock.mjs';
import { withConnection } from '../../scripts/postgres/databases.ts';
import { startEmbeddedPostgres } from '../../scripts/postgres/embedded.ts';

describe('our own PostgreSQL', () => {
  const dir = mkdtempSync(join(tmpdir(), 'stimmhaus-embedded-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const start = () => startEmbeddedPostgres({ dir });

  it('keeps what was committed when it is killed, and goes on at the next start', async () => {
    const first = await start();
    await withConnection(first.url, (sql) =>
      sql.unsafe('create table kept (n int); insert into kept values (7)'),
    );
    process.kill(first.pid, 'SIGKILL');
    await first.lost;
    const second = await start();
    expect(second).toMatchObject({ isNew: false, adopted: false });
    expect(await withConnection(second.url, (sql) => sql`select n from kept`)).toMatchObject([{ n: 7 }]);
    await second.stop();
    expect(isAlive(second.pid)).toBe(false);
  });

  it('can be started again at the same address, so that a running app finds it', async () => {
    const first = await start();
    await first.stop();
    const second = await startEmbeddedPostgres({ dir, port: first.port });
    expect(second.url).toBe(first.url);
    await second.stop();
  });

  it('is adopted while it runs, and ended only by the last who uses it', async () => {
    const [first, second] = [await start(), await start()];
    expect([second.adopted, second.pid]).toEqual([true, first.pid]);
    await first.stop();
    expect(isAlive(second.pid)).toBe(true);
    await second.stop();
    expect(isAlive(second.pid)).toBe(false);
  });

  it('is started once when two processes want it at the same moment', async () => {
    const both = await Promise.all([start(), start()]);
    expect(both[0].pid).toBe(both[1].pid);
    await Promise.all(both.map((one) => one.stop()));
    expect(isAlive(both[0].pid)).toBe(false);
  });

  it('lets nobody in without the password, which only its owner can read', async () => {
    const cluster = await start();
    const url = new URL(cluster.url);
    url.password = 'guessed';
    await expect(withConnection(url.href, (sql) => sql`select 1`)).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(join(dir, 'password')).mode & 0o777).toBe(0o600);
    await cluster.stop();
  });

  it('writes no statement into its log, not even a failing one', async () => {
    const cluster = await start();
    const canary = "select 'canary-7f3a' from nowhere_at_all";
    await expect(withConnection(cluster.url, (sql) => sql.unsafe(canary))).rejects.toThrow('nowhere_at_all');
    await cluster.stop();
    expect(readFileSync(join(dir, 'postgres.log'), 'utf8')).not.toContain('canary-7f3a');
  });

  it('makes every commit durable unless a test asks otherwise', async () => {
    const cluster = await start();
    const settings = await withConnection(
      cluster.url,
      (sql) => sql`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
    );
    expect(settings).toMatchObject([{ fsync: 'on', commit: 'on' }]);
    await cluster.stop();
  });
});
