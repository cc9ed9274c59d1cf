import type { Actor } from '../actor.ts';
import type { Fact } from '../facts.ts';
import type { SubjectRef } from '../subject.ts';
import type { Tx } from './database.server.ts';
import { evidence, fact as factTable } from './tables.ts';

/** Runs in the transaction of the fact; what it writes commits or vanishes with it. */
export type Reaction = (tx: Tx, fact: Fact, actor: Actor) => Promise<void>;

const reactions: Reaction[] = [];

/** `src/wiring/reactions.ts` registers the listeners once per process. */
export function registerReaction(reaction: Reaction): void {
  reactions.push(reaction);
}

export async function recordFact(tx: Tx, actor: Actor, fact: Fact): Promise<void> {
  await tx.insert(factTable).values({
    kind: fact.kind,
    subjectKind: fact.subject.kind,
    subjectId: fact.subject.id,
    personId: actor.kind === 'person' ? actor.personId : null,
    detail: fact.detail ?? {},
  });
  for (const reaction of reactions) await reaction(tx, fact, actor);
}

/** Adds a reasoned entry to the evidence log: whoever seals, moderates or counts, and every refused attempt marked so. */
export async function recordEvidence(
  tx: Tx,
  actor: Actor,
  entry: { readonly code: string; readonly subject: SubjectRef; readonly reason?: string },
): Promise<void> {
  await tx.insert(evidence).values({
    code: entry.code,
    subjectKind: entry.subject.kind,
    subjectId: entry.subject.id,
    personId: actor.kind === 'person' ? actor.personId : null,
    reason: entry.reason ?? '',
  });
}
