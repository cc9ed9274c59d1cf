import { describe, expect, it } from 'vitest';
import { belenios2048 } from '../group/belenios-2048.ts';
import { ed25519 } from '../group/ed25519.ts';
import { fastestGroups } from './engines.ts';

describe('the engines of this machine', () => {
  it('are libsodium where it is installed', () => {
    const [first, second] = fastestGroups();
    expect(first!.name).toBe('Ed25519');
    expect(first).not.toBe(ed25519);
    expect(second).toBe(belenios2048);
  });

  it('are noble where it is not', () => {
    const missing = () => {
      throw new Error('Cannot find module');
    };
    expect(fastestGroups(missing)).toEqual([ed25519, belenios2048]);
  });
});
