import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkBallot, createBallot } from './ballot.ts';
import { createCredential, derivePrivateCredential } from './credential.ts';
import { ed25519 } from './group/ed25519.ts';
import { CHOOSE_ONE, electionOf, UUID } from './testing/election.ts';

/** Written so that this file itself does not contain it. */
const WEAK = ['Math', 'random'].join('.');

afterEach(() => vi.restoreAllMocks());

describe('secrets', () => {
  it(`[R-31] come from the system's generator: ${WEAK} stands in no file of the protocol`, () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.includes('node_modules'),
    );
    expect(files.length).toBeGreaterThan(20);
    const guilty = files.filter((file) =>
      readFileSync(`${import.meta.dirname}/${file}`, 'utf8').includes(WEAK),
    );
    expect(guilty).toEqual([]);
  });

  it(`[R-31] are drawn without ${WEAK}, which may as well not exist`, () => {
    vi.spyOn(Math, 'random').mockImplementation(() => {
      throw new Error('weak randomness');
    });
    const election = electionOf(ed25519, [CHOOSE_ONE]);
    const credential = derivePrivateCredential(ed25519, UUID, createCredential());
    const { text, tracker } = createBallot(election, { credential, votes: [[1, 0, 0, 0]] });
    expect(checkBallot(election, text).tracker).toBe(tracker);
  });
});
