import type { JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';
import { transferJobs } from './transfers/settle-transfer.ts';
import { importJobs } from './import/run-import.ts';
import { mergeJobs } from './merging/merge-over.ts';
import { officeJobs } from './offices/remind-of-term.ts';
import { closingJobs } from './standing/close-later.ts';
import { followUpJobs } from './joining/follow-up.ts';
import { joiningJobs } from './joining/remind-board.ts';

export const membershipJobs: readonly JobDefinition[] = [
  ...importJobs,
  ...transferJobs,
  ...joiningJobs,
  ...followUpJobs,
  ...closingJobs,
  ...mergeJobs,
  ...officeJobs,
];
