import { beforeAll, describe, expect, it } from 'vitest';
import { sodiumEd25519 as group } from '../testing/election.ts';
import { heldCeremony, seedsFor } from '../testing/held-election.ts';
import { refusalIn } from '../testing/refusal.ts';
import {
  CONFIRM_ROUND,
  nextTrusteeStep,
  TEST_ROUND,
  type TrusteeBoard,
  type TrusteeStep,
} from './next-step.ts';
import { createDecryptionTest } from './test-decryption.ts';

const scope = { group, uuid: 'StimmhausTest22', size: 3, threshold: 2 };
const seeds = seedsFor(3);
let board: TrusteeBoard;
beforeAll(async () => {
  const { messages } = await heldCeremony(scope, seeds);
  board = { uuid: scope.uuid, size: 3, threshold: 2, messages, tests: [], answers: [] };
});

const step = (index: number, at: TrusteeBoard) =>
  nextTrusteeStep(at, { index, seed: seeds[index - 1]! }, group);

function after(at: TrusteeBoard, index: number, taken: TrusteeStep): TrusteeBoard {
  if (taken.act === 'test') {
    return { ...at, tests: [...at.tests, { maker: index, test: taken.test, content: null }] };
  }
  if (taken.act === 'answer') {
    const { maker, answer } = taken;
    return { ...at, answers: [...at.answers, { maker, index, answer }] };
  }
  if (taken.act !== 'confirm') throw new Error(taken.act);
  const { content } = taken;
  return { ...at, tests: at.tests.map((one) => (one.maker === index ? { ...one, content } : one)) };
}

/** Each in turn goes as far as possible, but no further than `until`. */
async function advanced(at: TrusteeBoard, until: TrusteeStep['act']): Promise<TrusteeBoard> {
  let now = at;
  for (const index of [1, 2, 3, 1, 2, 3]) {
    for (;;) {
      const taken = await step(index, now);
      if (taken.act === until || taken.act === 'wait' || taken.act === 'keep') break;
      now = after(now, index, taken);
    }
  }
  return now;
}

describe('the steps of a trustee', () => {
  it('lead from an empty board to a tested key', async () => {
    expect(await step(1, { ...board, messages: [] })).toEqual({ act: 'message', message: board.messages[0] });
    const full = await advanced(board, 'keep');
    expect(full.answers).toHaveLength(9);
    expect(full.tests.every(({ content }) => content !== null)).toBe(true);
    for (const index of [1, 2, 3]) expect((await step(index, full)).act).toBe('keep');
  });

  it('are the same again for a page that was closed, the number in the own test too', async () => {
    expect(await step(2, board)).toEqual(await step(2, board));
    const answered = await advanced(board, 'confirm');
    expect(await step(1, answered)).toEqual(await step(1, answered));
  });

  it('wait for those who owe a message, a test, an answer or a confirmation', async () => {
    const { messages } = board;
    expect(await step(1, { ...board, messages: messages.slice(0, 4) })).toEqual({
      act: 'wait',
      round: 2,
      for: [2, 3],
    });
    let own = after(board, 1, await step(1, board));
    own = after(own, 1, await step(1, own));
    expect(await step(1, own)).toEqual({ act: 'wait', round: TEST_ROUND, for: [2, 3] });
    const answered = await advanced(board, 'confirm');
    const unanswered = { ...answered, answers: answered.answers.filter(({ index }) => index !== 3) };
    expect(await step(1, unanswered)).toMatchObject({ act: 'wait', for: [3] });
    const confirmed = after(answered, 1, await step(1, answered));
    expect(await step(1, confirmed)).toEqual({ act: 'wait', round: CONFIRM_ROUND, for: [2, 3] });
  });
});

describe('a test under the own number', () => {
  it('that another seed made is refused', async () => {
    const answered = await advanced(board, 'confirm');
    const key = (await step(1, await advanced(board, 'keep'))) as Extract<TrusteeStep, { act: 'keep' }>;
    const foreign = createDecryptionTest(scope, key.publicKey).message;
    const tests = answered.tests.map((one) => (one.maker === 1 ? { ...one, test: foreign } : one));
    expect(await refusalIn(step(1, { ...answered, tests }))).toBe('own-test-differs');
  });

  it('is not recognised where an answer is that of another', async () => {
    const answered = await advanced(board, 'confirm');
    const of = (index: number) => answered.answers.find((one) => one.maker === 1 && one.index === index)!;
    const answers = answered.answers.map((one) =>
      one.maker === 1 && one.index === 2 ? { ...one, answer: of(3).answer } : one,
    );
    expect(await refusalIn(step(1, { ...answered, answers }))).toBe('answer-proof-invalid');
  });
});
