import type { Actor } from '#lib/platform/actor.ts';
import { trusteeDesk } from '#lib/referendums/server/ceremony/trustee-desk.ts';
import { demoKeys, DEMO_PASSPHRASE } from './key-files.ts';

/** What the demo kept for a trustee whose key it made itself. */
export interface DemoKeyHandout {
  readonly index: number;
  readonly file: string;
  readonly passphrase: string;
}

/** The actor's own key file; null outside of the demo, for everybody else, and where the trustees made their keys. */
export async function demoKeyHandout(actor: Actor, uuid: string): Promise<DemoKeyHandout | null> {
  const files = demoKeys().filter((key) => key.uuid === uuid);
  if (files.length === 0) return null;
  const desk = await trusteeDesk(actor, uuid);
  const own = files.find(({ index }) => index === desk?.index);
  return own ? { index: own.index, file: own.file, passphrase: DEMO_PASSPHRASE } : null;
}
