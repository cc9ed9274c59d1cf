import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { config } from '#lib/platform/server/config.server.ts';
import { closeDatabase, database, openDatabase } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { compareMarker, isOlder, RestoredDatabase } from '#lib/platform/server/restore-marker.server.ts';
import { castBallot } from '#lib/referendums/server/box/cast-ballot.ts';
import { placeOfTracker } from '#lib/referendums/server/box/place-of-tracker.ts';
import { publishBatches } from '#lib/referendums/server/box/publish-batches.ts';
import { drawCard } from '#lib/referendums/server/draw/draw-card.ts';
import { stopThreads } from '#lib/referendums/server/threads/pool.server.ts';
import { watchOnce } from '#wiring/restore-watch.ts';
import { runNode } from '../../scripts/running/program.ts';
import { inRoot } from '../../scripts/running/root.ts';
import {
  ballotFor,
  drawTestCard,
  electionOf,
  fresh,
  must,
  passTo,
  readyReferendum,
  type TestCard,
  type TestReferendum,
} from '../support/referendum.ts';
import { OwnCluster } from './own-cluster.ts';

let cluster: OwnCluster;
let test: TestReferendum;
const cards: TestCard[] = [];
const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-marker-'));
const TIMEOUT = 120_000;

beforeAll(async () => {
  config().STATE_DIR = folder;
  config().HOUSE_KEY = randomBytes(32).toString('hex');
  cluster = await OwnCluster.start();
  openDatabase(cluster.url);
  test = await readyReferendum({ voters: 6 });
  for (const voter of test.voters.slice(0, 4)) cards.push(await drawTestCard(test.uuid, voter));
  expect(await watchOnce()).toBe(0);
  await passTo(test.opensAt);
}, 240_000);

afterAll(async () => {
  await stopThreads();
  await stopSender();
  await closeDatabase();
  await cluster.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function stateOf(uuid: string): Promise<string> {
  const rows = await database().execute<{ state: string }>(
    sql`select state from referendum where uuid = ${uuid}`,
  );
  return rows[0]!.state;
}

async function lastEntryOf(uuid: string): Promise<Record<string, unknown>> {
  const rows = await database().execute<{ line: string }>(
    sql`select line from record_entry where log_id = ${uuid} order by index desc limit 1`,
  );
  return JSON.parse(rows[0]!.line) as Record<string, unknown>;
}

async function evidence(): Promise<string[]> {
  const rows = await database().execute<{ code: string }>(
    sql`select code from evidence where subject_id = 'restore-marker' or code like '%restore%' order by id`,
  );
  return rows.map(({ code }) => code);
}

/** The pool's connections are gone with the database they led to; the first to find out is not the test. */
async function reconnect(): Promise<void> {
  for (let i = 0; i < 20; i++)
    await database()
      .execute(sql`select 1`)
      .catch(() => {});
}

const cast = async (card: TestCard) => castBallot(ballotFor(await electionOf(test.uuid), card));

describe('the marker', () => {
  const marker = { system: '7', wal: '1000' };

  it('knows a database that is another or further back, and none that went on', () => {
    expect(isOlder(marker, marker)).toBe(false);
    expect(isOlder({ system: '7', wal: '1001' }, marker)).toBe(false);
    expect(isOlder({ system: '7', wal: '999' }, marker)).toBe(true);
    expect(isOlder({ system: '8', wal: '5000' }, marker)).toBe(true);
  });
});

describe('a database that only started again', () => {
  it.each([
    ['after it was stopped', () => cluster.stop()],
    ['[F-01] after kill -9, with all that was acknowledged', () => cluster.kill()],
  ])(
    'goes on %s',
    async (title, end) => {
      const card = cards[title.includes('kill') ? 1 : 0]!;
      const ballot = ballotFor(await electionOf(test.uuid), card);
      const receipt = must(await castBallot(ballot));
      expect(await watchOnce()).toBe(0);
      await end();
      await cluster.start();
      await reconnect();
      expect(await watchOnce()).toBe(0);
      expect(await stateOf(test.uuid)).toBe('open');
      expect(must(await castBallot(ballot))).toEqual(receipt);
      expect(await evidence()).toEqual(['restore-marker-begun']);
    },
    TIMEOUT,
  );
});

describe('[R-66] [B-10] a database into which `npm run restore` brought a backup', () => {
  it(
    'says so itself, since rows brought into a living database leave its marker in order',
    async () => {
      const { uuid } = test;
      const file = join(folder, 'house.stimmhaus');
      const environment = { STATE_DIR: folder, BACKUP_PASSPHRASE: 'a passphrase for the drill' };
      const command = (name: string, url: string) =>
        runNode([inRoot('scripts', name), file], { ...environment, DATABASE_URL: url });
      expect(await command('backup.ts', cluster.url)).toMatchObject({ code: 0, output: expect.any(String) });
      expect(await watchOnce()).toBe(0);
      const copy = await cluster.another('copy');
      expect(await command('restore.ts', copy)).toMatchObject({ code: 0, output: expect.any(String) });

      await closeDatabase();
      openDatabase(copy);
      expect(await stateOf(uuid)).toBe('open');
      expect(await watchOnce()).toBe(1);
      expect(await stateOf(uuid)).toBe('aborted');
      expect((await evidence()).slice(-3)).toEqual([
        'restored-from-backup',
        'aborted-after-restore',
        'restore-answered',
      ]);
      expect(await watchOnce()).toBe(0);
      await closeDatabase();
      openDatabase(cluster.url);
      expect(await watchOnce()).toBe(0);
      expect(await stateOf(uuid)).toBe('open');
    },
    TIMEOUT,
  );
});

describe('[B-10] [R-66] a database restored from a backup', () => {
  it(
    'takes no draw, cast or batch before the watch comes round, and goes on with nothing between ready and closed',
    async () => {
      await cluster.stop();
      cluster.keepFiles();
      await cluster.start();
      await reconnect();
      const lost = must(await cast(cards[2]!));
      expect(await watchOnce()).toBe(0);
      await cluster.stop();
      cluster.putFilesBack();
      await cluster.start();
      await reconnect();

      await expect(cast(cards[3]!)).rejects.toBeInstanceOf(RestoredDatabase);
      const blinded = Buffer.alloc(384, 1).toString('base64');
      const draw = async () => drawCard(await fresh(test.voters[5]!), { uuid: test.uuid, blinded });
      await expect(draw()).rejects.toBeInstanceOf(RestoredDatabase);
      await expect(publishBatches(test.uuid)).rejects.toBeInstanceOf(RestoredDatabase);
      const { uuid } = test;
      expect(must(await placeOfTracker({ uuid, tracker: lost.tracker })).place).toBeNull();

      expect(await watchOnce()).toBe(1);
      expect(await stateOf(uuid)).toBe('aborted');
      const entry = await lastEntryOf(uuid);
      expect(entry).toMatchObject({ type: 'abort', uuid });
      expect(entry.reason).toContain('Sicherung');
      expect(await evidence()).toEqual(['restore-marker-begun', 'aborted-after-restore', 'restore-answered']);
      expect(await draw()).toMatchObject({ ok: false, code: 'drawing-not-open' });
      expect(await cast(cards[3]!)).toMatchObject({ ok: false, code: 'voting-closed' });
      const keys = await database().execute(sql`select private_sealed from card_key where uuid = ${uuid}`);
      expect(keys).toEqual([{ private_sealed: null }]);
      expect(await watchOnce()).toBe(0);
    },
    TIMEOUT,
  );

  it('is noticed where the marker itself is gone', async () => {
    expect((await compareMarker()).isRestored).toBe(false);
    rmSync(join(folder, 'restore-marker'));
    expect((await compareMarker()).isRestored).toBe(true);
    await watchOnce();
    expect(existsSync(join(folder, 'restore-marker'))).toBe(true);
    expect((await compareMarker()).isRestored).toBe(false);
  });
});
