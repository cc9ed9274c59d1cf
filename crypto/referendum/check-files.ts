import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ByteSource } from '../archive/byte-queue.ts';
import type { Electorate } from '../count/electorate.ts';
import { Refused } from '../refusal.ts';
import { readCardsFile } from './cards-file.ts';
import type { ReferendumFiles } from './files.ts';
import { cardDigest, type RecordOutline } from './record-outline.ts';

/**
 * Checks that `cards.json` has the card of each credential of the archive, in its order, and that each is the one on the
 * record, where its signature was checked.
 * @returns how many
 * Refused: card-without-credential, credential-without-card, card-differs, credentials-differ, and as `readCardsFile`.
 */
export async function checkCardsFile(
  source: ByteSource,
  { record, electorate }: { record: RecordOutline; electorate: Electorate },
): Promise<number> {
  const credentials = [...electorate.keys()];
  let count = 0;
  for await (const card of readCardsFile(source, record.setup.uuid)) {
    if (card.credential !== credentials[count]) throw new Refused('card-without-credential', `${count}`);
    if (record.cards.get(card.credential) !== cardDigest(card)) throw new Refused('card-differs', `${count}`);
    count++;
  }
  if (count !== credentials.length) throw new Refused('credential-without-card', `${count}`);
  return count;
}

/**
 * Checks the files that the record names as kept for good against their hashes.
 * @returns how many of ours were named
 * Refused: file-differs.
 */
export async function checkPublishedHashes(
  files: ReferendumFiles,
  { archived }: RecordOutline,
): Promise<number> {
  const known = new Map<string, () => ByteSource>([
    ['election.bel', files.archive],
    ['cards.json', files.cards],
    ['card-key.pem', () => [new TextEncoder().encode(files.cardKey)]],
  ]);
  let count = 0;
  for (const { path, sha256: named } of archived?.files ?? []) {
    const open = known.get(path);
    if (open === undefined) continue;
    if ((await hashOf(open())) !== named) throw new Refused('file-differs', path);
    count++;
  }
  return count;
}

async function hashOf(source: ByteSource): Promise<string> {
  const hash = sha256.create();
  for await (const chunk of source) hash.update(chunk);
  return bytesToHex(hash.digest());
}
