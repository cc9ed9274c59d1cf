import type { Fact } from '#lib/platform/facts.ts';

/** What can happen to a referendum. Draws and ballots are no facts: nothing is told of them anywhere. */
export type ReferendumFact = Fact<
  | 'referendums.referendum-drafted'
  | 'referendums.inspection-opened'
  | 'referendums.ceremony-begun'
  | 'referendums.ceremony-restarted'
  | 'referendums.election-frozen'
  | 'referendums.opening-approved'
  | 'referendums.referendum-ready'
  | 'referendums.referendum-opened'
  | 'referendums.referendum-closed'
  | 'referendums.objection-raised'
  | 'referendums.objection-decided'
  | 'referendums.count-begun'
  | 'referendums.decryption-submitted'
  | 'referendums.referendum-counted'
  | 'referendums.result-confirmed'
  | 'referendums.confirmation-refused'
  | 'referendums.referendum-archived'
  | 'referendums.referendum-aborted'
  | 'referendums.too-few-ballots-found'
  | 'referendums.count-failed'
>;
