import { ed25519 } from '../group/ed25519.ts';
import type { Element, Group, Scalar } from '../group/group.ts';
import { Refused } from '../refusal.ts';
import { checkThreshold, type ThresholdKeys } from '../trustees/threshold.ts';
import { readCeremony } from './accept-message.ts';
import { nextMessage, type CeremonySeat } from './next-message.ts';
import { derivedRandom } from './seed.ts';
import {
  answerDecryptionTest,
  checkDecryptionTest,
  createDecryptionTest,
  type DecryptionTest,
} from './test-decryption.ts';
import { LAST_ROUND, type CeremonyFault } from './transcript.ts';

/** All that trustees have said in one attempt, as the server hands it out. */
export interface TrusteeBoard {
  readonly uuid: string;
  readonly size: number;
  readonly threshold: number;
  readonly messages: readonly string[];
  /** `content` once the maker has recognised the own number. */
  readonly tests: readonly {
    readonly maker: number;
    readonly test: string;
    readonly content: number | null;
  }[];
  readonly answers: readonly { readonly maker: number; readonly index: number; readonly answer: string }[];
}

/** The steps after the five rounds of messages: every trustee makes a test, answers all tests, recognises the own one. */
export const TEST_ROUND = LAST_ROUND + 1;
export const ANSWER_ROUND = LAST_ROUND + 2;
export const CONFIRM_ROUND = LAST_ROUND + 3;

/** What a trustee has to do now, ready to be sent. */
export type TrusteeStep =
  | { readonly act: 'message'; readonly message: string }
  | { readonly act: 'test'; readonly test: string }
  | { readonly act: 'answer'; readonly maker: number; readonly answer: string }
  | { readonly act: 'confirm'; readonly content: number }
  | { readonly act: 'wait'; readonly round: number; readonly for: readonly number[] }
  | { readonly act: 'failed'; readonly fault: CeremonyFault }
  | { readonly act: 'keep'; readonly share: Scalar; readonly publicKey: Element };

interface Table {
  readonly group: Group;
  readonly board: TrusteeBoard;
  readonly seat: CeremonySeat;
  readonly keys: ThresholdKeys;
  readonly share: Scalar;
}

/**
 * A trustee's next step from an empty board to a tested key, from the seed and the board alone: whoever closes the page, or
 * works offline by command, takes the same step again. The number in the own test follows from the seed as well.
 *
 * Refused: own-message-differs, own-test-differs (another seed stands behind what is on the board under this number),
 *   test-content-differs (the key does not decrypt what was encrypted under it), and as `nextMessage`, `answerDecryptionTest`
 *   and `checkDecryptionTest`.
 * Not checked: that others see the same board, beyond what the messages' signatures cover.
 */
export async function nextTrusteeStep(
  board: TrusteeBoard,
  seat: CeremonySeat,
  group: Group = ed25519,
): Promise<TrusteeStep> {
  const scope = { group, ...board };
  const step = await nextMessage(scope, seat, board.messages);
  if (step.status === 'send') return { act: 'message', message: step.message };
  if (step.status === 'failed') return { act: 'failed', fault: step.fault };
  if (step.status === 'wait') {
    const { round } = await readCeremony(scope, board.messages);
    return { act: 'wait', round, for: step.for };
  }
  const keys = checkThreshold(group, step.parameters);
  return testStep({ group, board, seat, keys, share: step.share });
}

function testStep(table: Table): TrusteeStep {
  const { board, seat, group, keys, share } = table;
  const own = board.tests.find(({ maker }) => maker === seat.index);
  if (!own) return { act: 'test', test: ownTest(table).message };
  const unanswered = board.tests.find(
    ({ maker }) => !board.answers.some((given) => given.maker === maker && given.index === seat.index),
  );
  if (unanswered) {
    const { maker, test } = unanswered;
    return {
      act: 'answer',
      maker,
      answer: answerDecryptionTest({ group, uuid: board.uuid }, test, { share }),
    };
  }
  const everyone = Array.from({ length: board.size }, (_, i) => i + 1);
  const isSilent = (index: number) => !board.tests.some(({ maker }) => maker === index);
  const isOwing = (index: number) =>
    board.answers.filter((given) => given.index === index).length < board.size;
  const isUnsure = (index: number) =>
    board.tests.some(({ maker, content }) => maker === index && content === null);
  if (everyone.some(isSilent)) return { act: 'wait', round: TEST_ROUND, for: everyone.filter(isSilent) };
  if (own.content === null) {
    const hasAll = board.answers.filter(({ maker }) => maker === seat.index).length === board.size;
    if (!hasAll) return { act: 'wait', round: ANSWER_ROUND, for: everyone.filter(isOwing) };
    return { act: 'confirm', content: recognised(table, own.test) };
  }
  if (everyone.some(isUnsure)) return { act: 'wait', round: CONFIRM_ROUND, for: everyone.filter(isUnsure) };
  return { act: 'keep', share, publicKey: keys.publicKey };
}

/** The own test: its number and randomness follow from the seed, so that a page that was closed knows them again. */
function ownTest({ group, board, seat, keys }: Table): DecryptionTest {
  const key = group.format(keys.publicKey);
  const random = derivedRandom(seat.seed, `test|${board.uuid}|${seat.index}|${key}`);
  return createDecryptionTest({ group, uuid: board.uuid }, keys.publicKey, random);
}

function recognised(table: Table, test: string): number {
  const { group, board, seat, keys } = table;
  const made = ownTest(table);
  if (made.message !== test) throw new Refused('own-test-differs', `${seat.index}`);
  const given = board.answers.filter(({ maker }) => maker === seat.index);
  const answers = given.toSorted((a, b) => a.index - b.index).map(({ answer }) => answer);
  const found = checkDecryptionTest({ group, uuid: board.uuid }, { keys, test, answers });
  if (found !== made.content) throw new Refused('test-content-differs', `${found}`);
  return found;
}
