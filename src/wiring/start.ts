import { addressChangesToApprove } from '#lib/accounts/server/address/address-changes.ts';
import { addDays } from '#lib/membership/day.ts';
import { applicationsWaiting } from '#lib/membership/server/index.ts';
import type { Actor, PersonActor } from '#lib/platform/actor.ts';
import { momentOfLocal } from '#lib/platform/local-moment.ts';
import { referendumCalls } from '#lib/referendums/server/views/calls.ts';

/** One thing that needs the reader's voice now, whatever capability it comes from. */
export interface Call {
  readonly kind:
    | 'referendum-vote'
    | 'referendum-draw'
    | 'roll-inspection'
    | 'trustee-step'
    | 'committee-step'
    | 'address-change'
    | 'application';
  readonly href: string;
  readonly title: string;
  readonly until: Date | null;
}

type Source = (actor: PersonActor) => Promise<readonly Call[]>;

/** Capabilities that may call for a voice; each answers for the actor alone. */
const sources: readonly Source[] = [referendumCalls, addressChangeCalls, applicationCalls];

/** What needs my voice now, the nearest deadline first. */
export async function callsFor(actor: Actor): Promise<readonly Call[]> {
  if (actor.kind !== 'person') return [];
  const calls = (await Promise.all(sources.map((source) => source(actor)))).flat();
  return calls.sort((a, b) => (a.until?.getTime() ?? Infinity) - (b.until?.getTime() ?? Infinity));
}

/** One call for all of them: the page lists who it is about. */
async function addressChangeCalls(actor: PersonActor): Promise<readonly Call[]> {
  const people = (await addressChangesToApprove(actor)).map(({ person }) => person);
  if (people.length === 0) return [];
  return [{ kind: 'address-change', href: '/address-changes', title: people.join(', '), until: null }];
}

/** One call for all that wait, with the nearest deadline; its day ends when the next begins. */
async function applicationCalls(actor: PersonActor): Promise<readonly Call[]> {
  const { count, until } = await applicationsWaiting(actor);
  if (count === 0) return [];
  const end = until ? momentOfLocal(`${addDays(until, 1)}T00:00`) : null;
  return [{ kind: 'application', href: '/applications', title: String(count), until: end }];
}
