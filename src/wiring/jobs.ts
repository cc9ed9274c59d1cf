import type { JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';
import { accountJobs } from '#lib/accounts/server/jobs.ts';
import { membershipJobs } from '#lib/membership/server/jobs.ts';
import { mailJobs } from '#lib/platform/server/jobs/mail.server.ts';
import { recordJobs } from '#lib/record/server/jobs.ts';
import { noticeJobs } from './notices/roll-mails.ts';

/** Every job the worker can run. */
export const houseJobs: readonly JobDefinition[] = [
  ...mailJobs,
  ...recordJobs,
  ...accountJobs,
  ...membershipJobs,
  ...noticeJobs,
];
