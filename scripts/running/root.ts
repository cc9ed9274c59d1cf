import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

export function inRoot(...parts: readonly string[]): string {
  return join(root, ...parts);
}
