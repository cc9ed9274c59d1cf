import type { Actor } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { dayOf } from '../../day.ts';
import { leavingDays } from '../../membership.ts';
import { ownSpells } from '../people/person-page.ts';

/** What a member who thinks of leaving has to know. `membership`: the present or last; null: never one. */
export async function ownMembership(actor: Actor) {
  if (actor.kind !== 'person') return null;
  const reader = database();
  const today = dayOf(await houseNow(reader));
  const [membership] = await ownSpells(reader, actor.personId);
  return { today, days: leavingDays(today), membership: membership ?? null };
}
