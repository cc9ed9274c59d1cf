import type { Actor } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { obstacleToObject } from '../../objection.ts';
import type { RollLineProof } from '../../roll-line.ts';
import type { OwnPlace } from '../own-place.ts';
import { ownProof, ownRoll, type OwnRoll, ownRolls } from './own-rolls.ts';
import { type PageWords, pageWords } from './page-words.ts';

/** Rolls the signed-in member stands on. */
export function memberRolls(actor: Actor): Promise<OwnRoll[]> {
  return ownRolls(database(), actor);
}

export interface MemberRoll {
  readonly place: OwnPlace;
  readonly proof: RollLineProof | null;
  readonly words: PageWords;
  /** Why the member cannot object now; null when they can. */
  readonly obstacle: ReturnType<typeof obstacleToObject>;
}

/** The member's own place on one roll. */
export async function memberRoll(actor: Actor, rollId: string): Promise<MemberRoll | null> {
  const place = await ownRoll(database(), actor, rollId);
  if (!place) return null;
  const { roll, line, answer, objections } = place;
  const words = await pageWords(database(), roll, (line ?? answer)?.reasons ?? []);
  const own = { verdict: line?.verdict ?? ('no' as const), objections };
  const obstacle = obstacleToObject(roll, own, await houseNow(database()));
  return { place, proof: await ownProof(database(), actor, rollId), words, obstacle };
}

/** The member's proof as a file; null before the seal and for those not entitled. */
export function memberProof(actor: Actor, rollId: string): Promise<RollLineProof | null> {
  return ownProof(database(), actor, rollId);
}
