import { addressChangesToApprove } from '#lib/accounts/server/address/address-changes.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { transfersToAnswer } from '#lib/membership/server/transfers/transfers.ts';
import { applicationsWaiting, personName } from '#lib/membership/server/index.ts';
import { isPlayground } from '#lib/platform/server/config.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { clockOffset } from '#lib/platform/server/time/movable-clock.server.ts';
import { partyOfHouse } from '#lib/platform/server/house.server.ts';

/** What the frame around every page shows; made of several capabilities, so put together here. */
export interface FrameContent {
  readonly person: { readonly name: string } | null;
  readonly party: string | null;
  /** Which office pages to offer, by power held anywhere. */
  readonly powers: readonly string[];
  /** How many things wait for this officer, by the address of the office page. */
  readonly waiting: Readonly<Record<string, number>>;
  /** Set where the house is a demo: how far its clock was moved, in milliseconds. */
  readonly demo: { readonly clockOffsetMs: number } | null;
  readonly locale: 'de' | 'en';
}

export async function frameContent(locals: { actor: Actor; locale: 'de' | 'en' }): Promise<FrameContent> {
  const db = database();
  const { actor, locale } = locals;
  const names = actor.kind === 'person' ? await personName(db, [actor.personId]) : new Map<string, string>();
  const held = actor.kind === 'person' && actor.secondFactor ? actor.powers.map((power) => power.power) : [];
  return {
    person: actor.kind === 'person' ? { name: names.get(actor.personId) ?? '' } : null,
    party: (await partyOfHouse(db))?.partyName ?? null,
    powers: [...new Set(held)],
    waiting: await waitingFor(actor),
    demo: isPlayground() ? { clockOffsetMs: await clockOffset(db) } : null,
    locale,
  };
}

async function waitingFor(actor: Actor): Promise<Record<string, number>> {
  if (actor.kind !== 'person') return {};
  return {
    '/address-changes': (await addressChangesToApprove(actor)).length,
    '/transfers': await transfersToAnswer(actor),
    '/applications': (await applicationsWaiting(actor)).count,
  };
}
