import type { Actor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { referendumsFor, type ReferendumEntry } from '../referendums.ts';

const NOW = ['ready', 'open', 'objection'];
const COMING = ['inspection', 'keys'];

/** A member's referendums by what they mean for them today. */
export interface MemberList {
  readonly running: readonly ReferendumEntry[];
  readonly coming: readonly ReferendumEntry[];
  readonly past: readonly ReferendumEntry[];
}

export async function memberReferendums(actor: Actor): Promise<MemberList> {
  const all = (await referendumsFor(database(), actor)).filter((one) => one.state !== 'draft');
  return {
    running: all.filter((one) => NOW.includes(one.state)),
    coming: all.filter((one) => COMING.includes(one.state)),
    past: all.filter((one) => !NOW.includes(one.state) && !COMING.includes(one.state)),
  };
}
