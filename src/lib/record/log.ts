import { z } from 'zod';

/** Names a log: the uuid of a referendum, or a word of the house. */
export const logId = z.string().regex(/^[A-Za-z0-9-]{4,60}$/, 'log-unknown');

/** A page of entries. */
export const entryPage = z.object({
  from: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export type EntryPage = z.infer<typeof entryPage>;

/** Which proof is asked for. Sizes beyond the log are refused by the query (null). */
export const consistencyRequest = z.object({
  from: z.coerce.number().int().min(0),
  to: z.coerce.number().int().min(0),
});
export const inclusionRequest = z.object({
  index: z.coerce.number().int().min(0),
  size: z.coerce.number().int().min(1),
});

/** Signature lines of witnesses below a checkpoint of this size. */
export const cosignatures = z.object({
  logId,
  size: z.coerce.number().int().min(0),
  lines: z.string().min(1).max(20_000, 'cosignatures-too-long'),
});
export type Cosignatures = z.infer<typeof cosignatures>;

/** What the pages and the booth know of a log. */
export interface LogSummary {
  readonly logId: string;
  /** The name in every checkpoint. */
  readonly origin: string;
  /** The public key as note key line (`origin+id+base64`). */
  readonly key: string;
  readonly size: number;
}

/** An entry in its place. */
export interface StoredEntry {
  readonly index: number;
  readonly line: string;
}
