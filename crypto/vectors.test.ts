import { describe, expect } from 'vitest';
import { checkBallot, createBallot, refuseNeutral } from './ballot.ts';
import { derivePrivateCredential, derivePrivateCredentialOf20, publicCredential } from './credential.ts';
import { parseElection } from './election.ts';
import { belenios2048 } from './group/belenios-2048.ts';
import { ed25519 } from './group/ed25519.ts';
import { Refused } from './refusal.ts';
import { sodiumEd25519 } from './testing/election.ts';
import {
  ballotVectors,
  itWithVectors,
  privateCredentials,
  publicCredentials,
  vectorText,
} from './testing/vectors.ts';

const ED25519 = { election: '21-negative-base-ed25519', ballots: 'negative-ballots-ed25519' };
const B2048 = { election: '20-negative-base-b2048', ballots: 'negative-ballots-b2048' };
const cases = [
  { engine: 'noble', group: ed25519, ...ED25519 },
  { engine: 'sodium', group: sodiumEd25519, ...ED25519 },
  { engine: 'integers', group: belenios2048, ...B2048 },
];

const electionOf = ({ group, election }: (typeof cases)[number]) =>
  parseElection(vectorText(`elections/${election}/election.json`), [group]);

describe.each(cases)('against the stock tools, $group.name ($engine)', (one) => {
  itWithVectors('gives every single ballot the verdict that is expected of it', () => {
    const election = electionOf(one);
    const credentials = publicCredentials(one.election);
    const verdict = (text: string) => {
      try {
        return credentials.includes(checkBallot(election, text).credential) ? 'accept' : 'reject';
      } catch (error) {
        if (error instanceof Refused) return 'reject';
        throw error;
      }
    };
    const vectors = ballotVectors(one.ballots);
    expect(vectors.length).toBeGreaterThan(80);
    expect(vectors.map(({ id, ballot }) => [id, verdict(ballot)])).toEqual(
      vectors.map(({ id, expect: expected }) => [id, expected]),
    );
  });

  itWithVectors(
    'derives every public credential from its private one, and makes ballots with it',
    async () => {
      const election = electionOf(one);
      const { group, uuid } = election;
      const codes = privateCredentials(one.election);
      const derive = one.engine === 'integers' ? derivePrivateCredentialOf20 : derivePrivateCredential;
      const secrets = await Promise.all(codes.map(async (code) => derive(group, uuid, code)));
      const derived = secrets.map((secret) => group.format(publicCredential(group, secret)));
      expect(derived.sort()).toEqual(publicCredentials(one.election).sort());
      for (const credential of secrets) {
        const { text } = createBallot(election, { credential, votes: [[1, 0], [0, 0, 1]] }); // prettier-ignore
        const checked = checkBallot(election, text);
        refuseNeutral(election, checked);
        expect(derived).toContain(checked.credential);
      }
    },
  );

  itWithVectors('refuses at casting the ballot whose vote lies open', () => {
    const election = electionOf(one);
    const vectors = ballotVectors(one.ballots);
    const named = (id: string) => checkBallot(election, vectors.find((vector) => vector.id === id)!.ballot);
    refuseNeutral(election, named('valid-0'));
    expect(() => refuseNeutral(election, named('identity-alpha'))).toThrow('ballot-neutral-element');
  });
});
