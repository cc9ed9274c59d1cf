import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { checkCard, parseBallot, parseBase64Of, Refused, type Ballot, type CardSignature } from '#crypto';
import { done, refuse, type Outcome, type Refusal } from '#lib/platform/outcome.ts';
import { config } from '#lib/platform/server/config.server.ts';
import { asRole, database, transact, type Tx } from '#lib/platform/server/database.server.ts';
import { referendumUuid } from '../../referendum.ts';
import { votingWindow } from '../../state.ts';
import { lockShared, standing } from '../loading.ts';
import { frozenElection } from '../tables.ts';
import { inThread } from '../threads/pool.server.ts';
import { slowDownOf, noteFailedProof } from './card-slow-down.ts';
import { cardKeyOf, nodePss } from './card-check.server.ts';
import { isKnownTracker, standingOfCard } from './known-ballots.ts';
import { signedReceipt, type Receipt } from './receipt.server.ts';
import { Seats } from './seats.ts';

/** What the booth sends, without a session, from whatever device holds the card. */
export const castRequest = z.strictObject({
  uuid: referendumUuid,
  ballot: z.string().min(1).max(200_000, 'ballot-too-large'),
  /** 32 bytes, base64 without padding. */
  randomizer: z.string().length(43, 'card-signature-invalid'),
  /** 384 bytes, base64. */
  cardSignature: z.string().length(512, 'card-signature-invalid'),
});

export type CastRequest = z.output<typeof castRequest>;

/**
 * Takes one ballot. Cheap checks come first, the proofs in a thread, and one transaction at the end decides under the
 * referendum's lock whether it was in time and whether the card was unused. Nothing is answered before the commit; the
 * same bytes again get the same receipt.
 */
export async function castBallot(input: CastRequest): Promise<Outcome<Receipt>> {
  const parsed = refusable(() => parseBallot(input.ballot));
  if ('ok' in parsed) return parsed;
  if (await isKnownTracker(input.uuid, parsed.tracker))
    return done(await signedReceipt(input.uuid, parsed.tracker));
  const [frozen] = await database().select().from(frozenElection).where(eq(frozenElection.uuid, input.uuid));
  if (!frozen) return refuse(404, 'not-found');
  const refusal = (await refuseCard(input, parsed)) ?? (await refuseContent(frozen, parsed));
  return refusal ? unlessStored(refusal, parsed) : insertBallot(input, parsed);
}

/** The same bytes may have been stored while these were checked: then the card was used by this very ballot. */
async function unlessStored(refusal: Refusal, ballot: Ballot): Promise<Outcome<Receipt>> {
  const { election_uuid: uuid, tracker } = ballot;
  if (refusal.code !== 'card-already-voted' || !(await isKnownTracker(uuid, tracker))) return refusal;
  return done(await signedReceipt(uuid, tracker));
}

function refusable<T extends object>(read: () => T): T | Refusal {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused) return refuse(422, error.code);
    throw error;
  }
}

/** Election, card signature, card unused, and whether the card is slowed. */
async function refuseCard(input: CastRequest, ballot: Ballot): Promise<Refusal | null> {
  if (ballot.election_uuid !== input.uuid) return refuse(422, 'ballot-other-election');
  const key = await cardKeyOf(input.uuid);
  if (!key) return refuse(404, 'not-found');
  const card = refusable((): CardSignature => ({
    credential: ballot.credential,
    randomizer: parseBase64Of(32, input.randomizer),
    signature: parseBase64Of(384, input.cardSignature),
  }));
  if ('ok' in card) return refuse(422, 'card-signature-invalid');
  try {
    await checkCard(card, { uuid: input.uuid, key }, nodePss);
  } catch (error) {
    if (error instanceof Refused) return refuse(422, 'card-signature-invalid');
    throw error;
  }
  const wait = slowDownOf(ballot.credential, performance.now());
  if (wait > 0) return refuse(429, 'card-slowed', { params: { seconds: Math.ceil(wait / 1000) } });
  const used = await standingOfCard(input.uuid, ballot.credential);
  return used ? refuse(409, 'card-already-voted') : null;
}

async function refuseContent(
  frozen: typeof frozenElection.$inferSelect,
  ballot: Ballot,
): Promise<Refusal | null> {
  if (ballot.election_hash !== frozen.fingerprint) return refuse(422, 'ballot-other-fingerprint');
  const answer = await inThread({ kind: 'proofs', election: frozen.election, ballot: ballot.text });
  if (!('refusal' in answer)) return null;
  if (answer.refusal === 'house-busy') return refuse(503, 'house-busy');
  noteFailedProof(ballot.credential, performance.now());
  return refuse(422, answer.refusal);
}

/**
 * While a batch leaves, ballots wait for the referendum's lock, each with a connection in its hands: a part of the
 * connections is kept from them, so that whoever reads a page finds one.
 */
const KEPT_FOR_READERS = 5;
let seats: Seats | undefined;

async function insertBallot(input: CastRequest, ballot: Ballot): Promise<Outcome<Receipt>> {
  seats ??= new Seats(Math.max(1, config().DATABASE_POOL - KEPT_FOR_READERS));
  return seats.with(() => insertSeated(input, ballot));
}

async function insertSeated(input: CastRequest, ballot: Ballot): Promise<Outcome<Receipt>> {
  const inserted = await transact(async (tx): Promise<Outcome<boolean>> => {
    await lockShared(tx, input.uuid);
    const found = await standing(tx, input.uuid);
    if (!found) return refuse(404, 'not-found');
    const window = votingWindow(found.row, found.now);
    if (window === 'before') return refuse(409, 'voting-not-open');
    if (window !== 'open') return refuse(409, 'voting-closed');
    return done(await insertIfUnused(tx, input, ballot));
  });
  if (!inserted.ok) return inserted;
  if (inserted.value || (await isKnownTracker(input.uuid, ballot.tracker))) {
    return done(await signedReceipt(input.uuid, ballot.tracker));
  }
  return refuse(409, 'card-already-voted');
}

/** One statement finds the credential neither waiting nor on the record before it inserts. */
async function insertIfUnused(tx: Tx, input: CastRequest, ballot: Ballot): Promise<boolean> {
  return asRole(tx, 'stimmhaus_box', async () => {
    const rows = await tx.execute(sql`
      insert into waiting_ballot (uuid, tracker, credential, ballot, randomizer, card_signature)
      select ${input.uuid}, ${ballot.tracker}, ${ballot.credential}, ${ballot.text}, ${input.randomizer},
        ${input.cardSignature}
      where not exists (
        select from recorded_ballot where uuid = ${input.uuid} and credential = ${ballot.credential})
      on conflict do nothing
      returning tracker`);
    return rows.length === 1;
  });
}
