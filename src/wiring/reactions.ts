import { registerReaction, type Reaction } from '#lib/platform/server/facts.server.ts';

/** Who reacts to what; each runs inside the transaction of the fact. */
const reactions: readonly Reaction[] = [];

let registered = false;

/** Registers every listener once per process. */
export function registerReactions(): void {
  if (registered) return;
  registered = true;
  for (const reaction of reactions) registerReaction(reaction);
}
