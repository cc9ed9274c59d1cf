import type { Actor, PersonActor } from '#lib/platform/actor.ts';
import { referendumCalls } from '#lib/referendums/server/views/calls.ts';

/** One thing that needs the reader's voice now, whatever capability it comes from. */
export interface Call {
  readonly kind:
    'referendum-vote' | 'referendum-draw' | 'roll-inspection' | 'trustee-step' | 'committee-step';
  readonly href: string;
  readonly title: string;
  readonly until: Date | null;
}

type Source = (actor: PersonActor) => Promise<readonly Call[]>;

/** Capabilities that may call for a voice; each answers for the actor alone. */
const sources: readonly Source[] = [referendumCalls];

/** What needs my voice now, the nearest deadline first. */
export async function callsFor(actor: Actor): Promise<readonly Call[]> {
  if (actor.kind !== 'person') return [];
  const calls = (await Promise.all(sources.map((source) => source(actor)))).flat();
  return calls.sort((a, b) => (a.until?.getTime() ?? Infinity) - (b.until?.getTime() ?? Infinity));
}
