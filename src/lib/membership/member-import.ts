import { z } from 'zod';

export const IMPORT_STATES = ['checking', 'checked', 'applying', 'applied', 'discarded', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const ROW_VERDICTS = ['new', 'changed', 'unchanged', 'refused'] as const;
export type RowVerdict = (typeof ROW_VERDICTS)[number];

/** A file of 120,000 members has about 20 MB. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

export const applyImportShape = z.object({
  importId: z.uuid(),
  /** Mails go out only when the officer says so. */
  sendLinks: z.literal('yes').optional(),
});
export type ApplyImport = z.output<typeof applyImportShape>;

export const discardImportShape = z.object({ importId: z.uuid() });
export type DiscardImport = z.output<typeof discardImportShape>;

/** What stands in the address of a report. */
export const reportFilter = z.object({
  verdict: z.enum(ROW_VERDICTS).nullable().catch(null),
  after: z.coerce.number().int().min(0).catch(0),
});
export type ReportFilter = z.output<typeof reportFilter>;
