import type { EventContent } from '../archive/event.ts';
import { checkBallot, type CheckedBallot } from '../ballot.ts';
import { parseElectorate, type Electorate } from '../count/electorate.ts';
import { parseElection, type Election } from '../election.ts';
import type { Group } from '../group/group.ts';
import { Refused } from '../refusal.ts';
import { parseTrustees, type Trustees } from '../trustees/trustees.ts';
import type { CheckList } from './verdict.ts';

/** What an archive begins with, read and checked. */
export interface Setup {
  readonly election: Election;
  readonly trustees: Trustees;
  readonly electorate: Electorate;
}

export type SetupContent = Extract<EventContent, { type: 'Setup' }>;

/**
 * Reads and checks what was fixed before the vote.
 * Refused: public-key-wrong where the election's key is not the trustees', and all that `parseElection`, `parseTrustees` and
 *   `parseElectorate` refuse. Not checked: that each credential is an element of the group.
 */
export function readSetup(content: SetupContent, groups: readonly Group[], checks: CheckList): Setup {
  checks.begin('election');
  const election = parseElection(content.election, groups);
  const { group } = election;
  checks.pass(`${election.uuid}, ${group.name}, fingerprint ${election.fingerprint}`);
  checks.begin('trustees');
  const trustees = parseTrustees(group, content.trustees);
  if (!group.isEqual(trustees.publicKey, election.publicKey)) throw new Refused('public-key-wrong');
  checks.pass(
    trustees.parties
      .map(({ threshold, verificationKeys: { length } }) => `${threshold} of ${length}`)
      .join(', '),
  );
  checks.begin('credentials');
  const electorate = parseElectorate(group, content.credentials);
  return { election, trustees, electorate };
}

/**
 * Checks one ballot as a voter of this election could have cast it: everything `checkBallot` checks, and that its credential
 * is in the list. Refused: credential-unknown, and as `checkBallot`.
 */
export function checkListedBallot({ election, electorate }: Setup, text: string): CheckedBallot {
  const ballot = checkBallot(election, text);
  if (!electorate.has(ballot.credential)) throw new Refused('credential-unknown');
  return ballot;
}
