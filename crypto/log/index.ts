/** The log: a tree that only grows, its signed checkpoints and their witnesses. */
export {
  type Checkpoint,
  checkpointText,
  claimedCheckpoint,
  openCheckpoint,
  parseCheckpointText,
  signCheckpoint,
} from './checkpoint.ts';
export { checkWitnesses, cosign, type Witnessed, witnessesOf, type WitnessPolicy } from './cosignature.ts';
export { isSignatureValid, newSigningSeed, parsePublicKey, publicKeyOfSeed, signBytes } from './ed25519.ts';
export {
  EMPTY_FRONTIER,
  type Frontier,
  leafHash,
  merkleRoot,
  nodeHash,
  parseFrontier,
  rootOf,
  withLeaf,
} from './merkle.ts';
export {
  formatNoteKey,
  formatSignature,
  type Note,
  NOTE_KEY_TYPES,
  type NoteKey,
  noteKey,
  type NoteKeyType,
  type NoteSignature,
  type NoteSigner,
  noteSigner,
  openNote,
  parseNote,
  parseNoteKey,
  parseSignature,
  signNote,
} from './note.ts';
export {
  checkConsistency,
  checkInclusion,
  consistencyProof,
  inclusionProof,
  isEqualHash,
  type Place,
  type RangeHash,
  rangeHashes,
  type TreeHead,
} from './proof.ts';
export {
  formatWitnessRequest,
  parseWitnessRequest,
  witness,
  type WitnessedLog,
  type WitnessRequest,
} from './witness.ts';
