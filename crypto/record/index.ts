/** The record of a referendum: its entries and their order, roll lines, batches, receipts. */
export {
  type BatchRule,
  checkBallotsEntry,
  checkBatchSizes,
  nextBatchSize,
  sortedByTracker,
} from './batch.ts';
export {
  type BallotsEntry,
  type CloseEntry,
  type EntryOf,
  formatEntry,
  parseEntry,
  type RecordedBallot,
  type RecordEntry,
  type RecordType,
  type RollCommitment,
  type SetupEntry,
} from './entry.ts';
export type { FileHash } from './fields.ts';
export { type Ending, RecordGrammar } from './grammar.ts';
export {
  checkReceipt,
  createReceipt,
  type Receipt,
  receiptProvesMisbehaviour,
  receiptText,
  type ReceivingRecord,
} from './receipt.ts';
export { type PlacedEntry, RecordReading } from './record.ts';
export { checkRollLine, newRollSalt, rollCommitmentOf, rollLeaf, type RollLine } from './roll.ts';
export { checkSetupEntry, credentialAuthority, type FixedByElection, type SetupKeys } from './setup.ts';
export { type Agreement, agreementMessage, checkAgreement, createAgreement } from './agreement.ts';
