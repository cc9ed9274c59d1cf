import type { JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';
import { addressChangeJobs } from './address/approve-address-change.ts';
import { resetJobs } from './recovery/request-reset.ts';
import { invitationJobs } from './send-invitations.ts';

export const accountJobs: readonly JobDefinition[] = [...resetJobs, ...invitationJobs, ...addressChangeJobs];
