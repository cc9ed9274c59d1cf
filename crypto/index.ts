/** The front door of the protocol. */
export type { Commitment, Element, Group, GroupName, Scalar } from './group/group.ts';
export { ed25519 } from './group/ed25519.ts';
export { belenios2048 } from './group/belenios-2048.ts';
export { Refused, isUnsupported, within } from './refusal.ts';
export { type Random, integerFromBytes, randomScalar, systemRandom } from './random.ts';
export { base64, hashToScalar, sha256Base64, sha256Bytes, sha256Hex } from './hash.ts';
export { type Json, type Limits, type Reader, parseCanonical, parseJson, textFromUtf8 } from './canonical.ts';
export {
  type Ciphertext,
  formatProof,
  isEqualExponentProven,
  isKnowledgeProven,
  parseProof,
  type Proof,
  type ProofText,
  proveEqualExponent,
  proveKnowledge,
  readProof,
} from './proof.ts';
export {
  createCredential,
  derivePrivateCredential,
  derivePrivateCredentialOf20,
  publicCredential,
  refuseCredential,
} from './credential.ts';
export { choiceCount, type Question, refuseVote, type Vote } from './question.ts';
export { composeElection, type Election, type ElectionPlan, parseElection } from './election.ts';
export { type Ballot, parseBallot, refuseForeignBallot } from './ballot/ballot-text.ts';
export {
  checkAnswers,
  checkBallot,
  checkBallotSignature,
  type CheckedBallot,
  createBallot,
  type MadeBallot,
  refuseNeutral,
  type Voting,
} from './ballot.ts';
export { checkOpenedBallot, openBallot, type OpenedBallot } from './ballot/opened-ballot.ts';
export {
  paddedBase64,
  parseBase64,
  parseBase64Of,
  parsePaddedBase64,
  parseUrlBase64,
  urlBase64,
} from './base64.ts';
export {
  CARD_SIGNATURE_LENGTH,
  type CardKey,
  cardKeyFromSpki,
  formatCardKey,
  parseCardKey,
} from './card-key.ts';
export {
  type Card,
  cardFile,
  cardLink,
  cardMessage,
  type CardScope,
  type CardSignature,
  checkCard,
  formatCard,
  parseCard,
  parseCardFile,
  parseCardLink,
  type PssEngine,
  RANDOMIZER_LENGTH,
  webPss,
} from './card.ts';
export * from './log/index.ts';
export * from './record/index.ts';
export * from './referendum/index.ts';
export type { ByteSource } from './archive/byte-queue.ts';
export { type Count, countOf, countValue } from './archive/count.ts';
export type { ArchiveEvent, EventContent, EventType } from './archive/event.ts';
export { type ArchiveReading, readArchive } from './archive/reader.ts';
export { type ArchiveParts, ArchiveWriter, bytesOf, writeArchive } from './archive/writer.ts';
export { checkPartialDecryption, createPartialDecryption, type Share } from './count/decryption.ts';
export { discreteLogarithm, MAX_LOGARITHM } from './count/discrete-logarithm.ts';
export { composeElectorate, type Electorate, parseElectorate } from './count/electorate.ts';
export {
  composeResult,
  computeResult,
  type Counting,
  type Counts,
  type OwnedDecryption,
  parseResult,
  siftDecryptions,
  type SiftedDecryptions,
} from './count/result.ts';
export {
  composeTally,
  type CountedBallot,
  type EncryptedTally,
  encryptTally,
  lastBallots,
  mergeTallies,
  parseTally,
} from './count/tally.ts';
export { checkThreshold, type ThresholdKeys, type ThresholdParameters } from './trustees/threshold.ts';
export { checkTrusteeKey, createTrusteeKey, type TrusteeKey } from './trustees/trustee-key.ts';
export {
  composeTrustees,
  keyOfOwner,
  ownerCount,
  parseTrustees,
  type TrusteeEntry,
  type TrusteeParty,
  type Trustees,
} from './trustees/trustees.ts';
export {
  type BallotBatch,
  type BallotChecker,
  type BatchOutcome,
  checkBatch,
  localChecker,
} from './verification/ballot-batch.ts';
export type { Milestone, Notebook } from './verification/ballot-box.ts';
export { checkListedBallot, type Setup } from './verification/setup.ts';
export { type Check, type Verdict, verdictOf } from './verification/verdict.ts';
export {
  readSetupArchive,
  type VerificationOptions,
  type Verified,
  verifyArchive,
} from './verification/verify-archive.ts';
export { createSodiumEd25519, type Sodium } from './engine/sodium.ts';
export { acceptMessage, commitmentTo, readCeremony, thresholdParameters } from './ceremony/accept-message.ts';
export {
  type CeremonyMessage,
  type CeremonyScope,
  type MessageKind,
  MOST_AT_TABLE,
  parseMessage,
} from './ceremony/messages.ts';
export { type CeremonySeat, type CeremonyStep, nextMessage } from './ceremony/next-message.ts';
export {
  ANSWER_ROUND,
  CONFIRM_ROUND,
  nextTrusteeStep,
  TEST_ROUND,
  type TrusteeBoard,
  type TrusteeStep,
} from './ceremony/next-step.ts';
export { createSeed, parseSeed, printSeed } from './ceremony/seed.ts';
export { createShareFile, type KeptKey, openShareFile, SHORTEST_PASSPHRASE } from './ceremony/share-file.ts';
export {
  answerDecryptionTest,
  type AnsweredTest,
  checkDecryptionTest,
  checkTestAnswer,
  createDecryptionTest,
  type DecryptionTest,
  refuseFalseTest,
  type TestScope,
} from './ceremony/test-decryption.ts';
export { type CeremonyFault, LAST_ROUND, type Transcript } from './ceremony/transcript.ts';
