import type { z } from 'zod';
import type { Actor } from '#lib/platform/actor.ts';
import { done, type Outcome } from '#lib/platform/outcome.ts';
import type { argumentsForm } from '../../draft-forms.ts';
import { changeDraft } from './change-draft.ts';

/** Title, explanation, what speaks for it and against it, documents. */
export async function writeArguments(
  actor: Actor,
  { uuid, ...texts }: z.output<typeof argumentsForm>,
): Promise<Outcome<{ uuid: string }>> {
  return changeDraft(actor, uuid, async (_tx, row) => done({ asked: { ...row.asked, ...texts } }));
}
