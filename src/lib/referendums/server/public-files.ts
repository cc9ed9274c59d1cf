import { eq, sql } from 'drizzle-orm';
import {
  cardsFile,
  composeElectorate,
  ed25519,
  eventsOfRecord,
  writeArchive,
  type PublishedCard,
} from '#crypto';
import { asRole, database, transact, type Tx } from '#lib/platform/server/database.server.ts';
import { checkpointOf, logOf, recordFile } from '#lib/record/server/index.ts';
import { cardKey, referendumResult } from './tables.ts';

/** The files by which a stranger checks a referendum. */
export const PUBLIC_FILES = [
  'election.bel',
  'cards.json',
  'record.jsonl',
  'checkpoint',
  'card-key.pem',
] as const;
export type PublicFile = (typeof PUBLIC_FILES)[number];

export const FILE_TYPES: Readonly<Record<PublicFile, string>> = {
  'election.bel': 'application/x-tar',
  'cards.json': 'application/json',
  'record.jsonl': 'application/jsonl',
  checkpoint: 'text/plain; charset=utf-8',
  'card-key.pem': 'application/x-pem-file',
};

type Bytes = AsyncIterable<Uint8Array>;

/** One public file in pieces; null where it does not exist (yet): the archive and the cards come with the result. */
export async function publicFile(uuid: string, file: PublicFile): Promise<Bytes | null> {
  const log = await logOf(database(), uuid);
  if (!log || log.size === 0) return null;
  const record = (): Bytes => recordFile(database(), uuid, log.size);
  if (file === 'record.jsonl') return record();
  if (file === 'checkpoint') return textBytes(await checkpointOf(database(), uuid, log.size));
  if (file === 'card-key.pem') return textBytes(await cardKeyPem(uuid));
  const [counted] = await database().select().from(referendumResult).where(eq(referendumResult.uuid, uuid));
  if (!counted) return null;
  if (file === 'cards.json') return cards(uuid);
  return writeArchive({ timestamp: counted.archiveTimestamp, events: eventsOfRecord(record, ed25519) });
}

function textBytes(text: string | null): Bytes | null {
  if (text === null) return null;
  return (async function* () {
    yield new TextEncoder().encode(text);
  })();
}

async function cardKeyPem(uuid: string): Promise<string | null> {
  const [row] = await database().select().from(cardKey).where(eq(cardKey.uuid, uuid));
  return row?.publicPem ?? null;
}

async function* cards(uuid: string): Bytes {
  const published = await transact((tx) => publishedCards(tx, uuid));
  const byCredential = new Map(published.map((card) => [card.credential, card]));
  const ordered = JSON.parse(composeElectorate(ed25519, byCredential.keys())) as string[];
  const encoder = new TextEncoder();
  const sorted = ordered.map((credential) => byCredential.get(credential) as PublishedCard);
  for (const piece of cardsFile(uuid, sorted)) yield encoder.encode(piece);
}

function publishedCards(tx: Tx, uuid: string): Promise<PublishedCard[]> {
  return asRole(tx, 'stimmhaus_record', async () => [
    ...(await tx.execute<PublishedCard & Record<string, unknown>>(sql`
      select credential, randomizer, card_signature as signature from recorded_ballot where uuid = ${uuid}`)),
  ]);
}
