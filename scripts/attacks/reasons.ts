/** The protocol decided otherwise: what stands instead. */
const OTHERWISE = {
  'R-06': 'no card is issued again: nobody knows whose card it was',
  'R-13': 'there is no voted mark; the draw mark is a transaction of its own',
  'R-24': 'hashes are taken over the joined strings of Belenios, without length prefixes',
  'R-25': 'challenges are reduced mod q as in Belenios version 1',
  'C-06': 'there is no chain of ballots: one card, one ballot',
  'C-25': 'challenges are reduced mod q as in Belenios version 1',
  'C-26': 'kinds of proofs are kept apart by the prefixes of Belenios',
  'C-31': 'a tested ballot is refused by the booth, not by the server, which cannot know it',
  'B-05': 'a synchronous replica needs a full PostgreSQL; the embedded one has no tools for it',
  'F-13': 'point-in-time recovery needs a full PostgreSQL; the embedded one has no tools for it',
};

const NO_CONGRESS = 'congresses are not built yet';
const NO_UPLOADS = 'there are no uploads of documents or pictures; for lists of members see W-25';
const NO_REMOTE_FUNCTIONS = 'the product declares no remote functions';
const BY_LOAD = 'measured by `npm run load`, which is no test';

/** The attack needs something that the product does not have. */
const ABSENT = {
  'C-22': 'votes are added under encryption; nothing is mixed',
  'R-19': 'there are no ranked ballots and none with free text',
  'R-39': 'monitoring from outside is not built yet',
  'R-40': 'two independent builders are not built yet; the hashes of the booth stand on the record',
  'R-41': 'needs people who try it',
  'R-48': 'there is no other way to vote than online yet',
  'R-59': BY_LOAD,
  'R-60': 'there is no emergency manual and no drill yet',
  'R-61': 'nobody has tested or certified it yet',
  'R-64': 'the operator writes the privacy notice; there is no impact assessment yet',
  'R-65': 'people cannot download yet what the house keeps about them',
  'B-25': NO_CONGRESS,
  'W-03': NO_REMOTE_FUNCTIONS,
  'W-06': NO_REMOTE_FUNCTIONS,
  'W-07': NO_REMOTE_FUNCTIONS,
  'W-19': 'the server fetches no address that a visitor can name',
  'W-23': NO_UPLOADS,
  'P-03': 'no list says who voted, and no mail goes to those who have not',
  'P-04': 'people cannot download yet what the house keeps about them',
  'P-10': NO_UPLOADS,
  'P-12': 'there are no debates with display names yet',
  'P-14': 'the tool for breaches is not built yet',
  'F-05': 'letters and mails to all members are not built yet',
  'F-08': BY_LOAD,
  'F-09': BY_LOAD,
  'F-16': NO_CONGRESS,
  'F-17': NO_CONGRESS,
};

/** Why an ID may be without a test; shown only where it is. */
export const REASONS: ReadonlyMap<string, string> = new Map(Object.entries({ ...OTHERWISE, ...ABSENT }));
