import type { z } from 'zod';
import { base64 } from '#crypto';
import { database } from '#lib/platform/server/database.server.ts';
import {
  type consistencyRequest,
  type EntryPage,
  type inclusionRequest,
  type StoredEntry,
} from '#lib/record/log.ts';
import { checkpointOf, consistencyOf, entriesOf, inclusionOf, leavesOf } from '#lib/record/server/index.ts';
import { referendumUuid } from '../referendum.ts';

function isUuid(uuid: string): boolean {
  return referendumUuid.safeParse(uuid).success;
}

/** What follows is public from the moment it was committed; null where there is no such record or place. */
export async function checkpointText(uuid: string): Promise<string | null> {
  return isUuid(uuid) ? checkpointOf(database(), uuid) : null;
}

export async function recordEntries(uuid: string, page: EntryPage): Promise<readonly StoredEntry[] | null> {
  if (!isUuid(uuid) || (await checkpointOf(database(), uuid)) === null) return null;
  return entriesOf(database(), uuid, page);
}

export async function consistencyPath(
  uuid: string,
  sizes: z.output<typeof consistencyRequest>,
): Promise<readonly string[] | null> {
  const path = isUuid(uuid) ? await consistencyOf(database(), uuid, sizes) : null;
  return path?.map(base64) ?? null;
}

export async function inclusionPath(
  uuid: string,
  place: z.output<typeof inclusionRequest>,
): Promise<readonly string[] | null> {
  const path = isUuid(uuid) ? await inclusionOf(database(), uuid, place) : null;
  return path?.map(base64) ?? null;
}

/** From the leaf hashes of the whole record anyone sees whether it grew out of an earlier one, without naming that one. */
export async function recordLeaves(
  uuid: string,
): Promise<{ readonly note: string; readonly leaves: string } | null> {
  const found = isUuid(uuid) ? await leavesOf(database(), uuid) : null;
  return found && { note: found.note, leaves: base64(found.leaves) };
}
