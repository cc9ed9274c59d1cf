import type { Actor } from '#lib/platform/actor.ts';
import { mayWatchApplications } from '#lib/membership/server/index.ts';
import { database } from '#lib/platform/server/database.server.ts';
import type { SubjectRef } from '#lib/platform/subject.ts';
import { hasPublicSetup } from '#lib/referendums/server/booth-election.ts';
import { referendumFor } from '#lib/referendums/server/referendums.ts';

type Question = (actor: Actor, id: string) => Promise<boolean>;

/** By kind of subject, the same scoped query as its page asks. A kind that is not named here is seen by nobody. */
const questions: Readonly<Record<string, Question>> = {
  referendum: async (actor, id) => (await referendumFor(database(), actor, id)) !== null,
  record: async (_actor, id) => hasPublicSetup(id),
  applications: mayWatchApplications,
  person: async (actor, id) => actor.kind === 'person' && actor.personId === id,
};

export async function maySee(actor: Actor, subject: SubjectRef): Promise<boolean> {
  const question = Object.hasOwn(questions, subject.kind) ? questions[subject.kind] : undefined;
  return question ? question(actor, subject.id) : false;
}
