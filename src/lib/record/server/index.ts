/** What other capabilities may call. Appending and opening run inside their transaction. */
export { acceptCosignatures, configuredWitnesses } from './accept-cosignatures.ts';
export { appendEntries, appendEntry } from './append-entry.ts';
export {
  checkpointOf,
  consistencyOf,
  entriesOf,
  inclusionOf,
  leavesOf,
  logOf,
  recordFile,
  witnessedSizes,
} from './logs.ts';
export { openLog } from './open-log.ts';
export { signerOf } from './signer.ts';
