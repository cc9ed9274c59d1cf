import { constants, generateKeyPairSync, sign } from 'node:crypto';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { writeArchive } from '../archive/writer.ts';
import { createBallot } from '../ballot.ts';
import { cardKeyFromSpki, formatCardKey } from '../card-key.ts';
import { cardMessage } from '../card.ts';
import { composeResult, computeResult } from '../count/result.ts';
import { createPartialDecryption } from '../count/decryption.ts';
import { composeElectorate } from '../count/electorate.ts';
import { composeTally, encryptTally, parseTally } from '../count/tally.ts';
import { createCredential, derivePrivateCredential } from '../credential.ts';
import { checkBallot } from '../ballot.ts';
import { composeElection, parseElection, type Election } from '../election.ts';
import type { Element } from '../group/group.ts';
import { base64, sha256Hex } from '../hash.ts';
import { signCheckpoint } from '../log/checkpoint.ts';
import { formatNoteKey, noteSigner } from '../log/note.ts';
import { EMPTY_FRONTIER, leafHash, rootOf, withLeaf } from '../log/merkle.ts';
import { createAgreement } from '../record/agreement.ts';
import { sortedByTracker } from '../record/batch.ts';
import { formatEntry, type RecordedBallot, type RecordEntry, type SetupEntry } from '../record/entry.ts';
import { credentialAuthority } from '../record/setup.ts';
import { cardsFile } from '../referendum/cards-file.ts';
import type { ReferendumFiles } from '../referendum/files.ts';
import { eventsOfRecord } from '../referendum/record-events.ts';
import { composeTrustees, parseTrustees } from '../trustees/trustees.ts';
import { credentialIn } from '../verification/outline.ts';
import { CHOOSE_ONE, sodiumEd25519 as group } from './election.ts';
import { dealtThreshold } from './threshold.ts';

export const UUID = 'StimmhausTest22Referendum';
export const BOX = noteSigner(`vote.example/record/${UUID}`, new Uint8Array(32).fill(1));

const PEOPLE = ['Ada Beispiel', 'Berta Muster'] as const;
const RSA = generateKeyPairSync('rsa', { modulusLength: 3072 });
const CARD_KEY = cardKeyFromSpki(new Uint8Array(RSA.publicKey.export({ type: 'spki', format: 'der' })));
const ROLL = { size: 9, hash: sha256Hex('roll') };
const DECRYPTING = [1, 3];

const { entry, shares } = dealtThreshold(group, 2, 3);
const TRUSTEES = composeTrustees([entry]);
const trustees = parseTrustees(group, TRUSTEES);
const opens = '2026-10-01T08:00:00Z';
const closes = '2026-10-10T18:00:00Z';

/** The text of the election, fixing these. */
export function electionText(change: { roll?: typeof ROLL; uuid?: string; key?: Element } = {}): string {
  const fixed = { cardKey: CARD_KEY, roll: change.roll ?? ROLL, opens, closes };
  return composeElection(group, change.key ?? trustees.publicKey, {
    name: 'Probe',
    description: '',
    questions: [CHOOSE_ONE],
    uuid: change.uuid ?? UUID,
    credentialAuthority: credentialAuthority(fixed),
  });
}

const ELECTION = electionText();
const election = parseElection(ELECTION, [group]);

/** A ballot for this answer (0 is blank) by somebody with a new card. */
export function castBallot(choice: number, at: Election = election): RecordedBallot {
  const credential = derivePrivateCredential(group, UUID, createCredential());
  const vote = [0, 1, 2, 3].map((i) => (i === choice ? 1 : 0));
  const { text: ballot, tracker } = createBallot(at, { credential, votes: [vote] });
  return { tracker, ballot, ...cardFor(credentialIn(ballot) as string) };
}

/** A signature of the card key for a credential. */
export function cardFor(credential: string): { randomizer: string; signature: string } {
  const randomizer = globalThis.crypto.getRandomValues(new Uint8Array(32));
  const message = Buffer.concat([randomizer, cardMessage(UUID, credential)]);
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  const signature = sign('sha384', message, { key: RSA.privateKey, ...padding });
  return { randomizer: base64(randomizer), signature: base64(new Uint8Array(signature)) };
}

const SETUP: SetupEntry = {
  type: 'setup',
  uuid: UUID,
  election: ELECTION,
  trustees: TRUSTEES,
  cardKey: base64(CARD_KEY.spki),
  recordKey: formatNoteKey(BOX.key),
  roll: ROLL,
  opens,
  closes,
  objectionHours: 24,
  batches: { size: 2, waiting: 4, timed: false },
  marks: 2,
  least: { roll: 3, ballots: 3 },
  booth: [],
  approvedBy: PEOPLE,
};

/** The entries of a whole referendum with five ballots: 1 × Nein, 3 × Ja, 1 × blank. Trustee 2 hands in nonsense. */
export function recordEntries(): RecordEntry[] {
  const cast = [1, 1, 2, 0, 1].map((choice) => castBallot(choice));
  const ballots = (from: number, to: number) => ({
    type: 'ballots' as const,
    uuid: UUID,
    ballots: sortedByTracker(cast.slice(from, to)),
  });
  const voting: RecordEntry[] = [
    { type: 'roll', uuid: UUID, roll: ROLL, sealedBy: PEOPLE },
    SETUP,
    { type: 'opened', uuid: UUID },
    ballots(0, 2),
    ballots(2, 5),
    { type: 'close', uuid: UUID, draws: [1, 2, 4, 6, 8, 9], ballots: 5, cardKeyDestroyed: true },
  ];
  return [...voting, ...countEntries(voting, cast)];
}

/** What trustees and committee add to a closed record. */
function countEntries(voting: readonly RecordEntry[], cast: readonly RecordedBallot[]): RecordEntry[] {
  const checked = cast.map(({ ballot }) => ({ ballot: checkBallot(election, ballot), weight: 1n }));
  const tally = composeTally(encryptTally(election, checked));
  const parsed = parseTally(election, tally);
  const checkpoint = { origin: BOX.key.name, ...headOf(voting.map(formatEntry)) };
  const decryptions = DECRYPTING.map((owner) => {
    const decryption = createPartialDecryption(election, parsed, { secret: shares[owner - 1]! });
    return { owner, decryption };
  });
  const agreements = DECRYPTING.map((owner): RecordEntry => {
    const signature = createAgreement(
      election,
      { uuid: UUID, owner, checkpoint },
      { secret: shares[owner - 1]! },
    );
    return { type: 'agreement', uuid: UUID, owner, signature };
  });
  const wrong = { owner: 2, decryption: decryptions[0]!.decryption };
  const { counts } = computeResult(election, { trustees, tally: parsed, decryptions, totalWeight: 5n });
  return [
    { type: 'encrypted-tally', uuid: UUID, tally, ballots: 5 },
    ...agreements,
    ...[wrong, ...decryptions].map((one) => ({ type: 'partial-decryption' as const, uuid: UUID, ...one })),
    { type: 'result', uuid: UUID, result: composeResult(counts), owners: DECRYPTING, ignored: [2] },
    { type: 'confirmation', uuid: UUID, isConfirmed: true, reason: 'Ohne Einwand.', by: PEOPLE },
  ];
}

/** The decryption of a trustee for the tally of these entries. */
export function decryptionBy(owner: number, entries: readonly RecordEntry[]): string {
  const tally = entries.find((one) => one.type === 'encrypted-tally')!;
  return createPartialDecryption(election, parseTally(election, tally.tally), { secret: shares[owner - 1]! });
}

export function headOf(lines: readonly string[]): { size: number; root: Uint8Array } {
  const frontier = lines.reduce(
    (grown, line) => withLeaf(grown, leafHash(utf8ToBytes(line))),
    EMPTY_FRONTIER,
  );
  return { size: frontier.size, root: rootOf(frontier) };
}

/** The files that a server would publish for these entries, signed as if everything were right. */
export function publish(entries: readonly RecordEntry[]): ReferendumFiles {
  const lines = entries.map(formatEntry);
  const record = () => [utf8ToBytes(lines.map((line) => `${line}\n`).join(''))];
  const cards = new Map(
    entries.flatMap((one) =>
      one.type === 'ballots'
        ? one.ballots.map((cast) => [credentialIn(cast.ballot) as string, cast] as const)
        : [],
    ),
  );
  const order = JSON.parse(composeElectorate(group, cards.keys())) as string[];
  const published = order.map((credential) => ({ credential, ...cards.get(credential)! }));
  return {
    archive: () => writeArchive({ timestamp: 1_790_000_000, events: eventsOfRecord(record, group) }),
    cards: () => [utf8ToBytes([...cardsFile(UUID, published)].join(''))],
    record,
    checkpoint: signCheckpoint({ origin: BOX.key.name, ...headOf(lines) }, BOX),
    cardKey: formatCardKey(CARD_KEY),
  };
}
