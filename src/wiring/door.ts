import { houseDoor } from '#lib/accounts/server/index.ts';
import { doorwayFor } from '#lib/accounts/setup.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { isPlayground } from '#lib/platform/server/config.server.ts';

/** Where a production house sends a visitor that it does not let in yet; null: come in. */
export async function doorway(path: string, actor: Actor): Promise<string | null> {
  if (isPlayground()) return null;
  return doorwayFor(await houseDoor(), { path, isKnown: actor.kind === 'person' });
}
