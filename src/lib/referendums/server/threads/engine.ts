import { createSodiumEd25519, type Group, type Sodium } from '#crypto';

/** Optional: not every platform has it, and it brings no types. */
const NATIVE: string = 'sodium-native';

/** libsodium's arithmetic where its native module can be loaded; null elsewhere, and noble does the work. */
export async function fastEd25519(): Promise<Group | null> {
  try {
    const { default: sodium } = (await import(NATIVE)) as { default: Sodium };
    return createSodiumEd25519(sodium);
  } catch {
    return null;
  }
}
