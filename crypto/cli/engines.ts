import { createRequire } from 'node:module';
import { createSodiumEd25519, type Sodium } from '../engine/sodium.ts';
import { belenios2048 } from '../group/belenios-2048.ts';
import { ed25519 } from '../group/ed25519.ts';
import type { Group } from '../group/group.ts';

/** The fastest engines that this machine has: libsodium where sodium-native is installed and loads, otherwise noble. */
export function fastestGroups(load: () => unknown = loadSodium): readonly Group[] {
  try {
    return [createSodiumEd25519(load() as Sodium), belenios2048];
  } catch {
    return [ed25519, belenios2048];
  }
}

function loadSodium(): unknown {
  return createRequire(import.meta.url)('sodium-native');
}
