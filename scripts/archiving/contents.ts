import { z } from 'zod';

/** First note of a backup. */
export const headSchema = z.strictObject({
  format: z.literal('stimmhaus-backup'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Hashes of the applied migrations, in order: rows fit only the very same tables. */
  migrations: z.array(z.string()).max(10_000),
});
export type BackupHead = z.infer<typeof headSchema>;

const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);

/** Before the rows of each table. */
export const tableSchema = z.strictObject({
  table: z.strictObject({ schema: name, name, columns: z.array(name).min(1).max(200) }),
});
export type BackupTable = z.infer<typeof tableSchema>['table'];

/** The last note: without it the backup is not whole. */
export const endSchema = z.strictObject({
  sequences: z.array(z.strictObject({ name, value: z.string().regex(/^-?\d{1,19}$/), called: z.boolean() })),
});
export type BackupSequence = z.infer<typeof endSchema>['sequences'][number];

/**
 * Ways in that must not come to life again with an old backup: whoever was signed in signs in anew, and links in
 * old mails stay used up. Nor the clock of demo and tests, a table which no migration makes.
 */
export const NOT_KEPT: ReadonlySet<string> = new Set([
  'session',
  'mailed_token',
  'setup_token',
  'spent_seal',
  'tries_counted',
  'tries_key',
  'movable_clock',
]);
