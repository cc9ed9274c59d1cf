import { z } from 'zod';
import type { JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';
import { logId } from '../log.ts';
import { ASK_WITNESSES, collectCosignatures } from './ask-witnesses.ts';

const askWitnesses = {
  name: ASK_WITNESSES,
  schema: z.object({ logId }),
  run: (payload: { logId: string }) => collectCosignatures(payload.logId),
};

/** What the worker does for the record. */
export const recordJobs: JobDefinition[] = [askWitnesses];
