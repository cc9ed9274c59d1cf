import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import type { z } from 'zod';
import { databaseClient, type Tx } from '../database.server.ts';
import { JOB_QUEUE } from './job-tables.ts';
import { log } from '../log.server.ts';

/** What a capability offers the worker. `run` may be called twice for one job and must then do nothing new. */
export interface JobDefinition {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly run: (payload: never) => Promise<void>;
}

export interface JobTiming {
  /** Seconds from now, by the database's own clock. */
  readonly startAfterSeconds?: number;
  /** While a job with this key waits, another one is not added. */
  readonly singletonKey?: string;
  /** How often it is tried again, the pauses doubling up to ten minutes; eight times if not given. */
  readonly retries?: number;
}

interface Envelope {
  readonly job: string;
  readonly payload: unknown;
}

const RETRIES = 8;
const LONGEST_PAUSE_SECONDS = 600;

let sender: Promise<PgBoss> | undefined;

/** Enqueues in the caller's transaction: the job exists exactly when its cause does. */
export async function enqueue(tx: Tx, job: string, payload: object): Promise<void> {
  await enqueueTimed(tx, { job, payload });
}

/** A job that waits, or that must not stand in the queue twice. */
export interface TimedJob extends JobTiming {
  readonly job: string;
  readonly payload: object;
}

export async function enqueueTimed(tx: Tx, { job, payload, ...timing }: TimedJob): Promise<void> {
  sender ??= startSender();
  const boss = await sender;
  await boss.send(JOB_QUEUE, { job, payload } satisfies Envelope, {
    db: fromDrizzle(tx, sql),
    retryLimit: timing.retries ?? RETRIES,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: LONGEST_PAUSE_SECONDS,
    ...(timing.startAfterSeconds ? { startAfter: timing.startAfterSeconds } : {}),
    ...(timing.singletonKey ? { singletonKey: timing.singletonKey } : {}),
  });
}

async function startSender(): Promise<PgBoss> {
  const boss = new PgBoss({
    db: {
      executeSql: async (text, values = []) => {
        // drizzle turned the client's own writing of dates off.
        const written = values.map((value) => (value instanceof Date ? value.toISOString() : value));
        const rows = await databaseClient().unsafe(text, written as never[]);
        return { rows: [...rows] };
      },
    },
    supervise: false,
    schedule: false,
    migrate: false,
    createSchema: false,
  });
  boss.on('error', (error) => log.error({ event: 'jobs-sender', code: error.name }));
  return boss.start();
}

/** Forgets the sender, so that the next enqueue uses the database then open. For tests and graceful stop. */
export async function stopSender(): Promise<void> {
  const last = sender;
  sender = undefined;
  await (await last)?.stop({ graceful: false });
}

/** Starts working off jobs; resolves to the stop function. */
export async function startWorker(
  url: string,
  definitions: readonly JobDefinition[],
): Promise<() => Promise<void>> {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const boss = new PgBoss({ connectionString: url, schedule: false, max: 4 });
  boss.on('error', (error) => log.error({ event: 'jobs', code: error.name }));
  await boss.start();
  const options = { localConcurrency: 2, pollingIntervalSeconds: 1 };
  await boss.work<Envelope>(JOB_QUEUE, options, async (jobs) => {
    for (const job of jobs) await runJob(byName, job.data);
  });
  return () => boss.stop({ graceful: true, timeout: 10_000 });
}

async function runJob(byName: ReadonlyMap<string, JobDefinition>, envelope: Envelope): Promise<void> {
  const definition = byName.get(envelope.job);
  if (!definition) throw new Error(`No job is called ${envelope.job}.`);
  const started = performance.now();
  await definition.run(definition.schema.parse(envelope.payload) as never);
  log.info({ event: 'job-done', job: envelope.job, ms: Math.round(performance.now() - started) });
}
