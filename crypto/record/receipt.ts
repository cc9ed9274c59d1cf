import { type NoteKey, type NoteSigner, openNote, signNote } from '../log/note.ts';
import { Refused } from '../refusal.ts';

/** What the ballot box promises with a receipt: this ballot will stand on the record at the latest when it is closed. */
export interface Receipt {
  readonly uuid: string;
  readonly tracker: string;
}

/** A record as far as a receipt asks it. */
export interface ReceivingRecord {
  readonly uuid: string;
  /** The key that signs this record and its receipts. */
  readonly key: NoteKey;
  /** Whether the close entry stands on it. */
  readonly isClosed: boolean;
  hasTracker(tracker: string): boolean;
}

const RECEIPT =
  /^stimmhaus-receipt\|1\|([1-9A-HJ-NP-Za-km-z]{14,60})\|([A-Za-z0-9+/]{43})\|at the latest in the close entry\n$/;

/** The sentence that is signed, with its newline. */
export function receiptText({ uuid, tracker }: Receipt): string {
  return `stimmhaus-receipt|1|${uuid}|${tracker}|at the latest in the close entry\n`;
}

/**
 * A receipt as a signed note. Ed25519 is deterministic: the same ballot gets the same receipt, byte for byte.
 * A receipt can never be read as a checkpoint (one line instead of three), nor the other way round.
 */
export function createReceipt(receipt: Receipt, record: NoteSigner): string {
  return signNote(receiptText(receipt), record);
}

/**
 * What a receipt promises, after its signature was checked. Refused: note-malformed, base64-not-canonical,
 * signature-missing, signature-invalid (nobody at the ballot box signed it), receipt-malformed (signed, but no receipt).
 */
export function checkReceipt(note: string, recordKey: NoteKey): Receipt {
  const [, uuid, tracker] = RECEIPT.exec(openNote(note, recordKey)) ?? [];
  if (uuid === undefined || tracker === undefined) throw new Refused('receipt-malformed');
  return { uuid, tracker };
}

/**
 * Whether this receipt together with this record proves that the ballot box broke its word: a genuine receipt, a closed
 * record, and the tracker is not on it. Nothing else is proof: `false` while the record is open or where the ballot is there.
 * Refused: as `checkReceipt` (the receipt is forged: the box is cleared); receipt-of-other-referendum.
 * Not checked: the record itself; the caller must have checked its checkpoint.
 */
export function receiptProvesMisbehaviour(note: string, record: ReceivingRecord): boolean {
  const { uuid, tracker } = checkReceipt(note, record.key);
  if (uuid !== record.uuid) throw new Refused('receipt-of-other-referendum', uuid);
  return record.isClosed && !record.hasTracker(tracker);
}
