import { beforeAll, describe, expect, it } from 'vitest';
import { sodiumEd25519 as group } from '../testing/election.ts';
import { ed25519 } from '../group/ed25519.ts';
import type { Group } from '../group/group.ts';
import { heldCeremony, seedsFor } from '../testing/held-election.ts';
import { refusalIn } from '../testing/refusal.ts';
import { signatureOf } from '../trustees/signed-message.ts';
import { readCeremony } from './accept-message.ts';
import type { SharesMessage } from './messages.ts';
import {
  CONFIRM_ROUND,
  nextTrusteeStep,
  TEST_ROUND,
  type TrusteeBoard,
  type TrusteeStep,
} from './next-step.ts';
import { deriveSecrets } from './seed.ts';
import { createDecryptionTest } from './test-decryption.ts';
import { signedText } from './transcript.ts';

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

describe('a ceremony that failed', () => {
  it('[R-27] is over for everybody, who see by whom and why', async () => {
    const transcript = await readCeremony(scope, board.messages.slice(0, 6));
    const honest = JSON.parse(board.messages[7]!) as SharesMessage;
    const { secrets } = honest.polynomial;
    const swapped: SharesMessage = {
      ...honest,
      polynomial: { ...honest.polynomial, secrets: [secrets[2]!, secrets[1]!, secrets[0]!] },
    };
    const { sk } = deriveSecrets(group, seeds[1]!, { place: '', threshold: 1 });
    const signature = signatureOf(group, signedText(transcript, swapped), { secret: sk });
    const raw = JSON.stringify({ ...swapped, signature });
    const messages = [...board.messages.slice(0, 7), raw, board.messages[8]!];
    const complaint = await step(1, { ...board, messages });
    if (complaint.act !== 'message') throw new Error(complaint.act);
    const over = { ...board, messages: [...messages, complaint.message] };
    for (const index of [1, 3]) {
      expect(await step(index, over)).toEqual({
        act: 'failed',
        fault: { by: 2, complainer: 1, code: 'seal-broken' },
      });
    }
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

  it('is not recognised where the machine encrypted another number than it drew', async () => {
    const powerSecret: Group['powerSecret'] = (base, exponent) =>
      ed25519.powerSecret(base, exponent <= 9999n ? ed25519.scalar(exponent + 1n) : exponent);
    const broken: Group = { ...ed25519, powerSecret };
    const stepOf = (index: number, at: TrusteeBoard, by = group) =>
      nextTrusteeStep(at, { index, seed: seeds[index - 1]! }, by);
    let at = after(board, 1, await stepOf(1, board, broken));
    for (const index of [2, 3]) at = after(at, index, await stepOf(index, at));
    while (at.answers.length < 9) {
      const next = [1, 2, 3].find((index) => at.answers.filter((one) => one.index === index).length < 3)!;
      at = after(at, next, await stepOf(next, at));
    }
    expect((await stepOf(2, at)).act).toBe('confirm');
    expect(await refusalIn(stepOf(1, at, broken))).toBe('test-content-differs');
  });
});
