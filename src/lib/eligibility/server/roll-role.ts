import { asRole, type Reader, type Tx } from '#lib/platform/server/database.server.ts';

/** Runs `work` as the one role that may touch rolls: in the caller's transaction, or in one of its own. */
export function asRoll<T>(reader: Reader, work: (tx: Tx) => Promise<T>): Promise<T> {
  if ('rollback' in reader) return asRole(reader, 'stimmhaus_roll', () => work(reader));
  return reader.transaction((tx) => asRole(tx, 'stimmhaus_roll', () => work(tx)));
}
