import type { Actor } from '#lib/platform/actor.ts';
import { done, type Outcome } from '#lib/platform/outcome.ts';
import type { Question } from '../../question.ts';
import { referendumUuid } from '../../referendum.ts';
import { changeDraft } from './change-draft.ts';

/** What is asked, in the order in which it stands on the ballot. */
export async function askQuestions(
  actor: Actor,
  input: { readonly uuid: unknown; readonly questions: readonly Question[] },
): Promise<Outcome<{ uuid: string }>> {
  const uuid = referendumUuid.catch('').parse(input.uuid);
  return changeDraft(actor, uuid, async (_tx, row) =>
    done({ asked: { ...row.asked, questions: [...input.questions] } }),
  );
}
