import type { RecordEntry } from '#crypto';

type Values = Readonly<Record<string, string | number | boolean>>;

/** What the ledger says in words about each kind of entry. */
export function valuesOf(entry: RecordEntry): Values {
  switch (entry.type) {
    case 'setup': {
      const { roll, batches, approvedBy, booth } = entry;
      const { size, hash } = roll;
      return { size, hash, ...pair(approvedBy), batch: batches.size, files: booth.length };
    }
    case 'roll':
      return { size: entry.roll.size, hash: entry.roll.hash, ...pair(entry.sealedBy) };
    case 'ceremony-failed':
      return { reason: ownWords(entry) };
    case 'ballots':
      return { count: entry.ballots.length };
    case 'close':
      return { ballots: entry.ballots, draws: entry.draws.length };
    case 'objection':
      return { claim: entry.claim, reason: entry.reason, isUpheld: entry.isUpheld, ...pair(entry.by) };
    case 'encrypted-tally':
      return { ballots: entry.ballots };
    case 'agreement':
    case 'partial-decryption':
      return { owner: entry.owner };
    case 'result':
      return { owners: entry.owners.join(', '), ignored: entry.ignored.join(', ') };
    case 'confirmation':
      return { isConfirmed: entry.isConfirmed, reason: entry.reason, ...pair(entry.by) };
    case 'not-countable':
      return { missing: entry.missing.join(', '), ignored: entry.ignored.join(', ') };
    case 'too-few-ballots':
      return { ballots: entry.ballots, least: entry.least };
    case 'abort':
      return { reason: entry.reason, by: entry.by.join(', ') };
    default:
      return {};
  }
}

/** Why the committee began anew. With evidence the reason is a code, for machines. */
function ownWords({ reason, evidence }: Extract<RecordEntry, { type: 'ceremony-failed' }>): string {
  return evidence === undefined ? reason : '';
}

function pair([one, other]: readonly [string, string]): Values {
  return { one, other };
}
