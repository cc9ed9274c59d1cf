import { describe, expect, it } from 'vitest';
import { checkBallot, createCredential, ed25519, parseElection } from '#crypto';
import { sampleElection } from '../../../../../../scripts/bench/sample-election.ts';
import { getReady, sealBallot } from './sealed-ballot.ts';

const { election } = sampleElection();
const order = { election, code: createCredential(), votes: [[0, 0, 1, 0]] };

describe('a sealed ballot', () => {
  it('is one that everybody accepts, and another each time', () => {
    const [one, two] = [sealBallot(order), sealBallot(order)];
    const parsed = parseElection(election, [ed25519]);
    expect(checkBallot(parsed, one.ballot).credential).toBe(checkBallot(parsed, two.ballot).credential);
    expect(one.tracker).not.toBe(two.tracker);
  });

  it('can be got ready for whatever is asked', () => {
    expect(() => getReady(election)).not.toThrow();
    expect(() => getReady(election.slice(1))).toThrow();
  });
});
