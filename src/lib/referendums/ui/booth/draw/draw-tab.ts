import { createCredential } from '#crypto';

/** What this tab remembers of a draw between the app and the booth: gone with the tab, unknown to everybody else. */
const STATE = 'stimmhaus-draw-state:';
const BLINDED = 'stimmhaus-draw-blinded:';

/** A one-time state of 22 base58 characters, kept in this tab. */
export function newDrawState(storage: Storage, uuid: string): string {
  const state = createCredential().replaceAll('-', '');
  storage.setItem(STATE + uuid, state);
  return state;
}

/**
 * Takes what the booth handed back, if it carries the state that this tab gave: nobody's link can make a member draw.
 * Keeps it for a reload and for the way over a fresh sign-in.
 */
export function takeBlinded(
  storage: Storage,
  uuid: string,
  given: { state: string; blinded: string },
): boolean {
  if (storage.getItem(STATE + uuid) !== given.state) return false;
  storage.removeItem(STATE + uuid);
  storage.setItem(BLINDED + uuid, given.blinded);
  return true;
}

export function keptBlinded(storage: Storage, uuid: string): string | null {
  return storage.getItem(BLINDED + uuid);
}

export function forgetBlinded(storage: Storage, uuid: string): void {
  storage.removeItem(BLINDED + uuid);
}
