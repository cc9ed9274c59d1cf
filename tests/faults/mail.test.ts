import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { config } from '#lib/platform/server/config.server.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { enqueue, startWorker, stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { mailJobs, sendMail } from '#lib/platform/server/jobs/mail.server.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { MailServer } from './mail-server.ts';

let db: TestDatabase;
const server = new MailServer();
const stops: (() => Promise<void>)[] = [];
const PATIENCE = 60_000;

beforeAll(async () => {
  db = await testDatabase();
  await server.start();
  config().SMTP_URL = `smtp://127.0.0.1:${server.port}`;
});

afterAll(async () => {
  for (const stop of stops) await stop();
  await server.stop();
  await stopSender();
  await db.drop();
});

beforeEach(() => {
  server.messages.length = 0;
  server.pauseMs = 0;
});

async function send(dedupe: string): Promise<void> {
  const mail = { dedupe, recipient: 'someone@example.org', subject: dedupe, body: 'Ein Satz.' };
  await transact((tx) => sendMail(tx, mail));
}

async function mailOf(dedupe: string): Promise<{ id: string; sent: boolean }> {
  const rows = await database().execute<{ id: string; sent: boolean }>(
    sql`select id, sent_at is not null as sent from mail where dedupe = ${dedupe}`,
  );
  expect(rows).toHaveLength(1);
  return rows[0]!;
}

/** What the next attempt waits for is the queue's own clock, which a test cannot move. */
async function untilSent(dedupe: string): Promise<void> {
  while (!(await mailOf(dedupe)).sent) await pause(100);
}

async function untilIdle(): Promise<void> {
  for (;;) {
    const waiting = await database().execute(
      sql`select 1 from pgboss.job where name = 'house' and state < 'completed'`,
    );
    if (waiting.length === 0) return;
    await pause(100);
  }
}

async function startTwoWorkers(): Promise<void> {
  for (let i = 0; i < 2; i += 1) stops.push(await startWorker(db.url, mailJobs));
}

describe('a mail that two workers find twice in the queue', () => {
  it(
    '[F-04] leaves once, also when its job is run again after a crash',
    async () => {
      await startTwoWorkers();
      server.pauseMs = 400;
      await send('once');
      await send('once');
      const { id: mailId } = await mailOf('once');
      for (let i = 0; i < 3; i += 1) await transact((tx) => enqueue(tx, 'send-mail', { mailId }));
      await untilSent('once');
      await untilIdle();
      expect(server.messages).toHaveLength(1);
      const run = mailJobs[0]!.run as (payload: { mailId: string }) => Promise<void>;
      await Promise.all([run({ mailId }), run({ mailId })]);
      expect(server.messages).toHaveLength(1);
      expect(server.messages[0]).toContain(`<${mailId}@stimmhaus>`);
    },
    PATIENCE,
  );
});

describe('[F-05] a mail server', () => {
  it(
    'that puts off is asked again, and the mail leaves once',
    async () => {
      server.putOff = 1;
      await send('greylisted');
      await untilSent('greylisted');
      await untilIdle();
      expect(server.putOff).toBe(0);
      expect(server.messages).toHaveLength(1);
    },
    PATIENCE,
  );

  it(
    'that is down keeps no mail from leaving once it is back, each one time',
    async () => {
      await server.stop();
      await send('first of two');
      await send('second of two');
      await untilTried(2);
      expect((await mailOf('first of two')).sent).toBe(false);
      await server.start();
      await untilSent('first of two');
      await untilSent('second of two');
      await untilIdle();
      expect(server.messages).toHaveLength(2);
    },
    PATIENCE,
  );

  it('is given days to come back, with pauses of minutes at most', async () => {
    const rows = await database().execute<{ tries: number; longest: number }>(
      sql`select retry_limit as tries, retry_delay_max as longest from pgboss.job
        where name = 'house' and retry_limit > 8 limit 1`,
    );
    const { tries, longest } = rows[0]!;
    expect((tries * longest) / 86_400).toBeGreaterThan(3);
    expect(longest).toBeLessThanOrEqual(600);
  });

  async function untilTried(jobs: number): Promise<void> {
    for (;;) {
      const rows = await database().execute(
        sql`select 1 from pgboss.job where name = 'house' and state = 'retry'`,
      );
      if (rows.length >= jobs) return;
      await pause(100);
    }
  }
});
