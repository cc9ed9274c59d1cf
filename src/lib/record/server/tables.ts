import { customType, foreignKey, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (bytes) => Buffer.from(bytes),
  fromDriver: (bytes) => new Uint8Array(bytes),
});

/** A log with its key and the state that is enough to append: size and the hashes of its frontier. */
export const recordLog = pgTable(
  'record_log',
  {
    id: text('id').primaryKey(),
    origin: text('origin').notNull(),
    /** Public note key. */
    key: text('key').notNull(),
    /** Secret seed, encrypted under the house key. */
    sealedSeed: text('sealed_seed').notNull(),
    size: integer('size').notNull().default(0),
    /** The frontier's hashes, 32 bytes each, one after the other. */
    frontier: bytea('frontier').notNull(),
  },
  (t) => [unique('record_log_origin').on(t.origin)],
);

/** Lines in their order. No time: an entry with ballots must not say when. */
export const recordEntry = pgTable(
  'record_entry',
  {
    logId: text('log_id')
      .notNull()
      .references(() => recordLog.id),
    index: integer('index').notNull(),
    line: text('line').notNull(),
    leaf: bytea('leaf').notNull(),
  },
  (t) => [primaryKey({ columns: [t.logId, t.index] })],
);

/** One signed note per append; size 0 is the empty log. */
export const recordCheckpoint = pgTable(
  'record_checkpoint',
  {
    logId: text('log_id')
      .notNull()
      .references(() => recordLog.id),
    size: integer('size').notNull(),
    note: text('note').notNull(),
  },
  (t) => [primaryKey({ columns: [t.logId, t.size] })],
);

/** One line per witness and checkpoint, checked before it came here. */
export const recordCosignature = pgTable(
  'record_cosignature',
  {
    logId: text('log_id').notNull(),
    size: integer('size').notNull(),
    witness: text('witness').notNull(),
    line: text('line').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.logId, t.size, t.witness] }),
    foreignKey({
      columns: [t.logId, t.size],
      foreignColumns: [recordCheckpoint.logId, recordCheckpoint.size],
    }),
  ],
);
