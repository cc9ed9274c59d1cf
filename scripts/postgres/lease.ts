import postgres from 'postgres';

/** Any number; all that matters is that every user of the cluster takes the same. */
const USERS = 7_311_944;

/**
 * Shows the cluster that we use it, for as long as this process lives: PostgreSQL itself forgets us when the
 * connection ends, so the last one out knows that it is the last.
 */
export interface Lease {
  /** Resolves when the database went away under us. */
  readonly lost: Promise<void>;
  isLast(): Promise<boolean>;
  end(): Promise<void>;
}

export async function takeLease(adminUrl: string): Promise<Lease> {
  let ended = false;
  let tellLost = () => {};
  const lost = new Promise<void>((done) => (tellLost = done));
  const sql = postgres(adminUrl, {
    max: 1,
    connect_timeout: 10,
    max_lifetime: null,
    onnotice: () => {},
    onclose: () => {
      if (!ended) tellLost();
    },
    connection: { application_name: 'stimmhaus-lease', statement_timeout: 0, idle_session_timeout: 0 },
  });
  await sql`select pg_advisory_lock_shared(${USERS})`;
  return {
    lost,
    isLast: async () => {
      const [row] = await sql<{ last: boolean }[]>`select pg_try_advisory_lock(${USERS}) as last`;
      return row?.last ?? false;
    },
    end: async () => {
      ended = true;
      await sql.end({ timeout: 2 });
    },
  };
}
