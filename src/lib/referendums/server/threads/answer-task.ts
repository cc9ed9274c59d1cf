import {
  checkAgreement,
  checkBallot,
  checkPartialDecryption,
  composeResult,
  composeTally,
  computeResult,
  ed25519,
  keyOfOwner,
  mergeTallies,
  parseBallot,
  parseElection,
  parseTally,
  parseTrustees,
  refuseNeutral,
  type Ballot,
  type Election,
  type EncryptedTally,
} from '#crypto';
import { fastEd25519 } from './engine.ts';
import type { Task } from './task.ts';

/** Parsing an election prepares tables for its key; a thread keeps those of the last few. */
const MOST_ELECTIONS = 4;
const elections = new Map<string, Election>();
const group = (await fastEd25519()) ?? ed25519;

/** Does one task; what it refuses is thrown as `Refused`. */
export function answerTask(task: Task): string {
  const election = electionOf(task.election);
  switch (task.kind) {
    case 'proofs':
      refuseNeutral(election, checkBallot(election, task.ballot));
      return '';
    case 'tally':
      return composeTally(
        mergeTallies(
          election,
          task.ballots.map((text) => ciphertextsOf(parseBallot(text))),
        ),
      );
    case 'merge':
      return composeTally(
        mergeTallies(
          election,
          task.tallies.map((text) => parseTally(election, text)),
        ),
      );
    case 'decryption':
      return checkDecryption(election, task);
    case 'agreement':
      checkAgreement(election, parseTrustees(group, task.trustees), task.agreement);
      return '';
    case 'result':
      return result(election, task);
  }
}

/** The ciphertexts of a ballot whose proofs were checked when it was cast. */
function ciphertextsOf(ballot: Ballot): EncryptedTally {
  return ballot.answers.map(({ choices }) =>
    choices.map(({ alpha, beta }) => ({
      alpha: group.parse(alpha),
      beta: group.parse(beta),
      alphaText: alpha,
      betaText: beta,
    })),
  );
}

function checkDecryption(election: Election, task: Extract<Task, { kind: 'decryption' }>): string {
  const publicKey = keyOfOwner(parseTrustees(group, task.trustees), task.part.owner);
  checkPartialDecryption(election, parseTally(election, task.tally), {
    raw: task.part.decryption,
    publicKey,
  });
  return '';
}

function result(election: Election, task: Extract<Task, { kind: 'result' }>): string {
  const { counts } = computeResult(election, {
    trustees: parseTrustees(group, task.trustees),
    tally: parseTally(election, task.tally),
    decryptions: task.parts,
    totalWeight: BigInt(task.ballots),
  });
  return composeResult(counts);
}

function electionOf(text: string): Election {
  const known = elections.get(text);
  if (known) return known;
  const parsed = parseElection(text, [group]);
  if (elections.size >= MOST_ELECTIONS) elections.delete(elections.keys().next().value as string);
  elections.set(text, parsed);
  return parsed;
}
