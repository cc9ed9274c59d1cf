import type { HeldPower } from '#lib/platform/actor.ts';
import { digestOf } from '../secret/digest.ts';

/** Equal exactly when the powers are: a session whose digest differs gets another id (ASVS 7.2.4). */
export function rightsDigest(powers: readonly HeldPower[]): string {
  const lines = powers.map(({ power, unitPath }) => `${power} ${unitPath}`);
  return digestOf([...new Set(lines)].sort().join('\n')).slice(0, 32);
}
