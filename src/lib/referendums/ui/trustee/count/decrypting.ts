import {
  createTrusteePart,
  ed25519,
  type KeptKey,
  nextTrusteeStep,
  parseBase64,
  parseElection,
  parseTally,
  parseTrustees,
  Refused,
  type TrusteePart,
} from '#crypto';
import type { CeremonyBoard, CountDesk } from '../../../trustee-desk.ts';
import type { Recounted } from './recount.ts';

/** What is needed to make one's part, all of it checked by the recount before. */
export interface Deciphering {
  readonly key: KeptKey;
  readonly board: CeremonyBoard;
  readonly count: NonNullable<CountDesk['count']>;
  readonly recounted: Recounted;
}

/** The own factors and the agreement to the closing record. Refused: key-incomplete, and as `createTrusteePart`. */
export async function makePart({ key, board, count, recounted }: Deciphering): Promise<TrusteePart> {
  const step = await nextTrusteeStep(board, key);
  if (step.act !== 'keep') throw new Refused('key-incomplete', step.act);
  const election = parseElection(count.election, [ed25519]);
  const trustees = parseTrustees(ed25519, count.trustees);
  const tally = parseTally(election, count.tally);
  const { origin, size, root } = recounted;
  const closing = { origin, size, root: parseBase64(root) };
  return createTrusteePart({ election, trustees, tally, closing }, { owner: key.index, share: step.share });
}
