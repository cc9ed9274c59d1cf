import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatNoteKey, NOTE_KEY_TYPES, noteSigner } from '#crypto';
import { refuse } from '#lib/platform/outcome.ts';
import { asRole, database, transact } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { type TestDatabase, testDatabase } from '../../../../tests/support/database.ts';
import { configuredWitnesses } from './accept-cosignatures.ts';
import { appendEntry } from './append-entry.ts';
import { ASK_WITNESSES } from './ask-witnesses.ts';
import { recordJobs } from './jobs.ts';
import { openLog } from './open-log.ts';

const { key } = noteSigner('w.example', new Uint8Array(32).fill(1), NOTE_KEY_TYPES.cosignature);
// Nobody listens there: the job has to come again.
process.env.WITNESSES = `${formatNoteKey(key)} http://127.0.0.1:9`;

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await transact((tx) => openLog(tx, 'jobs', 'vote.example'));
});
afterAll(async () => {
  await stopSender();
  await test.drop();
});

const waiting = async (): Promise<unknown[]> => {
  const rows = await database().execute<{ data: unknown }>(sql`select data from pgboss.job`);
  return [...rows].map(({ data }) => data);
};

describe('the job of the record', () => {
  it('asks the configured witnesses after every append that committed, and only then', async () => {
    expect(configuredWitnesses()).toEqual([{ key, address: 'http://127.0.0.1:9' }]);
    await transact(async (tx) => {
      await appendEntry(tx, 'jobs', 'undone');
      return refuse(409, 'changed-its-mind');
    });
    expect(await waiting()).toEqual([]);
    await transact((tx) => asRole(tx, 'stimmhaus_box', () => appendEntry(tx, 'jobs', 'one')));
    expect(await waiting()).toEqual([{ job: ASK_WITNESSES, payload: { logId: 'jobs' } }]);
  });

  it('fails while a witness is silent, so that it comes again', async () => {
    const [job] = recordJobs;
    const payload = job!.schema.parse({ logId: 'jobs' }) as never;
    await expect(job!.run(payload)).rejects.toThrow('1 of 1 witnesses did not sign');
    expect(() => job!.schema.parse({ logId: '../x' })).toThrow();
  });
});
