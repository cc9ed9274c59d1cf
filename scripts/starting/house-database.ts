import { startEmbeddedPostgres } from '../postgres/embedded.ts';
import { withConnection } from '../postgres/databases.ts';
import { inRoot } from '../running/root.ts';
import { Trouble } from '../running/trouble.ts';

export interface HouseDatabase {
  readonly url: string;
  /** Starts our own PostgreSQL again whenever it ends unasked; never resolves for one that is not ours. */
  keepRunning(say: (sentence: string) => void): void;
  stop(): Promise<void>;
}

/** DATABASE_URL if it is set, otherwise our own PostgreSQL in `var/postgres`. */
export async function openHouseDatabase(say: (sentence: string) => void): Promise<HouseDatabase> {
  const url = process.env.DATABASE_URL;
  if (!url) return openEmbedded(say);
  await requireReachable(url);
  return { url, keepRunning: () => {}, stop: async () => {} };
}

async function openEmbedded(say: (sentence: string) => void): Promise<HouseDatabase> {
  const dir = inRoot('var', 'postgres');
  let cluster = await startEmbeddedPostgres({ dir, log: say });
  const { url, port } = cluster;
  let stopping = false;
  const watch = (tell: (sentence: string) => void): void => {
    void cluster.lost.then(async () => {
      if (stopping) return;
      tell('PostgreSQL ended unexpectedly; starting it again.');
      cluster = await startEmbeddedPostgres({ dir, port });
      watch(tell);
    });
  };
  return {
    url,
    keepRunning: watch,
    stop: async () => {
      stopping = true;
      await cluster.stop();
    },
  };
}

/** PostgreSQL 15 is the oldest that our migrations are written for. */
const OLDEST = 150_000;

async function requireReachable(url: string): Promise<void> {
  const place = describePlace(url);
  const version = await versionOf(url).catch((error: unknown) => {
    throw new Trouble(explain(error, place));
  });
  if (version < OLDEST) {
    throw new Trouble(`${place} runs PostgreSQL ${Math.floor(version / 10_000)}; 15 or newer is needed.`);
  }
}

async function versionOf(url: string): Promise<number> {
  const rows = await withConnection(
    url,
    (sql) => sql<{ version: string }[]>`select current_setting('server_version_num') as version`,
  );
  return Number(rows[0]?.version);
}

function describePlace(text: string): string {
  if (!URL.canParse(text) || !/^postgres(ql)?:/.test(text)) {
    throw new Trouble('DATABASE_URL is not an address such as postgres://user:password@host:5432/database.');
  }
  const url = new URL(text);
  return `The database ${url.pathname.slice(1) || url.username} at ${url.hostname}:${url.port || 5432}`;
}

/** By the code of the connection or of PostgreSQL (Appendix A of its manual). */
const REASONS: Readonly<Record<string, string>> = {
  '28P01': 'does not take the password in DATABASE_URL.',
  '28000': 'does not let the user in DATABASE_URL in.',
  '3D000': 'does not exist: create it, or correct DATABASE_URL.',
  '42501': 'does not let the user in DATABASE_URL connect.',
  '53300': 'has no connection free.',
  '57P03': 'is just starting or stopping: try again in a moment.',
};

function explain(error: unknown, place: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return `${place} ${REASONS[code] ?? `cannot be reached (${code || String(error)}): is it running, and is DATABASE_URL right?`}`;
}
