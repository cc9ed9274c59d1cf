import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSeed, nextTrusteeStep, type TrusteeStep } from '#crypto';
import { rollOfAct } from '#lib/eligibility/server/index.ts';
import { anonymous, type Actor } from '#lib/platform/actor.ts';
import { personName } from '#lib/membership/server/index.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { entriesOf } from '#lib/record/server/index.ts';
import { type TestDatabase, testDatabase } from '../../../../../tests/support/database.ts';
import { badShares, honestMessage } from '../../../../../tests/support/dishonest-trustee.ts';
import { keysReferendum, must, type TestReferendum } from '../../../../../tests/support/referendum.ts';
import { approveOpening } from '../committee/approve-opening.ts';
import { frozenElection, referendum } from '../tables.ts';
import { group } from './board.ts';
import { restartCeremony } from './restart-ceremony.ts';
import { postCeremonyMessage } from './post-ceremony-message.ts';
import { answerTest, confirmTest, postDecryptionTest } from './test-keys.ts';
import { trusteeDesk } from './trustee-desk.ts';

let db: TestDatabase;
let test: TestReferendum;
let seeds: string[];

beforeAll(async () => {
  db = await testDatabase();
  test = await keysReferendum({ voters: 5 });
  seeds = test.trustees.map(({ seed }) => seed);
});
afterAll(async () => {
  await stopSender();
  await db.drop();
});

const actorOf = (index: number) => test.trustees[index - 1]!.actor;
const seat = (index: number) => ({ index, seed: seeds[index - 1]! });
const desk = async (index = 1) => (await trusteeDesk(actorOf(index), test.uuid))!;
const boardNow = async () => (await desk()).board;
const honest = async (index: number) => honestMessage(await boardNow(), seat(index));
const post = (index: number, message: string) =>
  postCeremonyMessage(actorOf(index), { uuid: test.uuid, message });
const stateNow = async () => {
  const { messages, attempt, tests, answers } = await boardNow();
  const [row] = await database().select().from(referendum).where(eq(referendum.uuid, test.uuid));
  return { messages, attempt, tests, answers, state: row?.state };
};

/** Refused with this code, and everything as it was. */
async function isRefused(act: Promise<{ ok: boolean }>, status: number, code: string): Promise<void> {
  const before = await stateNow();
  expect(await act).toMatchObject({ ok: false, status, code });
  expect(await stateNow()).toEqual(before);
}

async function round(...indices: readonly number[]): Promise<void> {
  for (const index of indices) must(await post(index, await honest(index)));
}

async function takeSteps(index: number, until: TrusteeStep['act'] = 'wait'): Promise<TrusteeStep> {
  for (;;) {
    const step = await nextTrusteeStep(await boardNow(), seat(index), group);
    if (step.act === until || step.act === 'wait' || step.act === 'keep') return step;
    await send(index, step);
  }
}

async function send(index: number, step: TrusteeStep): Promise<void> {
  const actor = actorOf(index);
  const { uuid } = test;
  if (step.act === 'message') must(await postCeremonyMessage(actor, { uuid, message: step.message }));
  if (step.act === 'test') must(await postDecryptionTest(actor, { uuid, test: step.test }));
  if (step.act === 'answer') must(await answerTest(actor, { uuid, maker: step.maker, answer: step.answer }));
  if (step.act === 'confirm') must(await confirmTest(actor, { uuid, content: step.content }));
}

describe('the public record before the ceremony', () => {
  it('says since when the roll was laid open, and which two people sealed which roll', async () => {
    const [first, second, ...more] = await entriesOf(database(), test.uuid, { from: 0, limit: 50 });
    expect(more).toEqual([]);
    const [row] = await database().select().from(referendum).where(eq(referendum.uuid, test.uuid));
    const { cutOff, rollObjectionUntil } = row!;
    expect(JSON.parse(first!.line)).toEqual({
      ...{ type: 'inspection', uuid: test.uuid, cutOff: `${cutOff}T00:00:00Z` },
      until: `${rollObjectionUntil.toISOString().slice(0, 19)}Z`,
    });
    const roll = await transact((tx) => rollOfAct(tx, { kind: 'referendum', id: test.uuid }));
    const sealed = JSON.parse(second!.line) as { sealedBy: string[] };
    expect(sealed).toMatchObject({ type: 'roll', roll: { size: roll!.entitled, hash: roll!.hash } });
    const ids = test.committee.map(({ personId }) => personId);
    const names = await transact((tx) => personName(tx, ids));
    expect(sealed.sealedBy.toSorted()).toEqual([...names.values()].toSorted());
  });
});

describe('the first attempt', () => {
  it('is seen by its trustees alone', async () => {
    expect((await desk(2)).people.map(({ index }) => index)).toEqual([1, 2, 3]);
    expect(await trusteeDesk(test.secretary, test.uuid)).toBeNull();
    expect(await trusteeDesk({ kind: 'stranger' } as never, test.uuid)).toBeNull();
    const message = await honest(1);
    await isRefused(postCeremonyMessage(test.secretary, { uuid: test.uuid, message }), 404, 'not-found');
  });

  it('[C-17] takes a message from its maker only, and the same again changes nothing', async () => {
    const message = await honest(1);
    await isRefused(post(2, message), 403, 'message-of-other-trustee');
    must(await post(1, message));
    const before = await stateNow();
    must(await post(1, message));
    must(await post(2, message));
    expect(await stateNow()).toEqual(before);
  });

  it('[C-15] [R-27] takes no reveal before all have committed, and no second commitment', async () => {
    const board = await boardNow();
    const others = [2, 3].map((index) => nextTrusteeStep(board, seat(index), group));
    const commitments = (await Promise.all(others)).map((step) => (step as { message: string }).message);
    const full = { ...board, messages: [...board.messages, ...commitments] };
    await isRefused(post(1, await honestMessage(full, seat(1))), 422, 'message-too-early');
    const other = await honestMessage({ ...board, messages: [] }, { index: 1, seed: createSeed() });
    await isRefused(post(1, other), 422, 'message-twice');
  });
});

describe('[R-27] a wrong share', () => {
  it('is shown by its victim, names its maker on the record, and all begin anew', async () => {
    await round(2, 3, 1, 2, 3, 1);
    must(await post(2, await badShares(await boardNow(), seat(2), 3)));
    await round(3, 1);
    const complaint = await honest(3);
    expect(JSON.parse(complaint)).toMatchObject({ kind: 'complaint', index: 3, against: 2 });
    const outcome = must(await post(3, complaint));
    expect(outcome.fault).toMatchObject({ by: 2, complainer: 3, code: 'share-wrong' });
    const { board, failed, spent } = await desk();
    expect(board).toMatchObject({ attempt: 2, messages: [] });
    expect(failed).toMatchObject([{ attempt: 1, fault: { by: 2, complainer: 3, code: 'share-wrong' } }]);
    expect(spent).toHaveLength(1);
    const lines = await entriesOf(database(), test.uuid, { from: 0, limit: 50 });
    const entry = JSON.parse(lines.at(-1)!.line) as Record<string, unknown>;
    expect(entry).toMatchObject({ type: 'ceremony-failed', round: 1, evidence: complaint });
    expect(entry['reason']).toBe('share-wrong: trustee 2, shown by trustee 3');
  });

  it('cannot be followed by an attempt with the old keys', async () => {
    await isRefused(post(1, (await desk()).spent[0]!), 409, 'message-of-earlier-attempt');
    seeds = seeds.map(() => createSeed());
    must(await post(1, await honest(1)));
  });
});

describe('the roll of a referendum', () => {
  it('is named as what is asked', async () => {
    const [row] = await database().select().from(referendum).where(eq(referendum.uuid, test.uuid));
    const roll = await rollOfAct(database(), { kind: 'referendum', id: test.uuid });
    expect(roll?.title).toBe(row?.asked.title);
    expect(roll?.title).not.toBe('');
  });
});

describe('a key that is lost in the middle', () => {
  const REASON = 'Das Gerät von Nummer 2 ist verloren.';
  const restart = (actor: Actor, reason = REASON) => restartCeremony(actor, { uuid: test.uuid, reason });

  it('lets the committee begin anew, and nobody else', async () => {
    await isRefused(restart(anonymous), 404, 'not-found');
    await isRefused(restart(actorOf(1)), 404, 'not-found');
    await isRefused(restart({ ...test.committee[0], secondFactor: false }), 404, 'not-found');
    const { attempt } = await boardNow();
    expect(must(await restart(test.committee[0]))).toEqual({ attempt: attempt + 1 });
    expect((await desk()).board).toMatchObject({ attempt: attempt + 1, messages: [] });
    const lines = await entriesOf(database(), test.uuid, { from: 0, limit: 50 });
    const entry = JSON.parse(lines.at(-1)!.line) as object;
    expect(entry).toEqual({ type: 'ceremony-failed', uuid: test.uuid, round: attempt, reason: REASON });
    expect((await desk()).failed.at(-1)).toEqual({ attempt, reason: REASON, fault: null });
  });

  it('is no reason while nobody has said anything, and spends what was said before', async () => {
    await isRefused(restart(test.committee[0]), 409, 'ceremony-not-begun');
    await isRefused(post(1, (await desk()).spent.at(-1)!), 409, 'message-of-earlier-attempt');
    seeds = seeds.map(() => createSeed());
    must(await post(1, await honest(1)));
  });
});

describe('[R-32] keys without a test', () => {
  const approve = () => approveOpening(test.committee[0], { uuid: test.uuid });

  it('take no test before all messages are there', async () => {
    await round(2, 3);
    const made = await postDecryptionTest(actorOf(1), { uuid: test.uuid, test: '{}' });
    expect(made).toMatchObject({ ok: false, code: 'ceremony-not-complete' });
    for (let turn = 2; turn <= 5; turn++) await round(1, 2, 3);
    await isRefused(approve(), 409, 'keys-not-ready');
  });

  it('[F-12] are tested with every choice of t trustees before anything can be approved', async () => {
    const { uuid } = test;
    await isRefused(postDecryptionTest(actorOf(1), { uuid, test: '{"alpha":"x"}' }), 422, 'json-missing-key');
    await isRefused(answerTest(actorOf(1), { uuid, maker: 1, answer: '{}' }), 409, 'test-missing');
    await takeSteps(1);
    await isRefused(confirmTest(actorOf(1), { uuid, content: 0 }), 409, 'test-answers-missing');
    for (const index of [2, 3]) await takeSteps(index);
    for (const index of [1, 2]) await takeSteps(index, 'confirm');
    await isRefused(approve(), 409, 'keys-not-ready');
  });

  it('[F-12] refuse an answer that another key made, and one for another test', async () => {
    const { uuid } = test;
    const board = await boardNow();
    const step = await nextTrusteeStep({ ...board, answers: [] }, seat(3), group);
    if (step.act !== 'answer') throw new Error(step.act);
    const [own] = board.answers.filter(({ index, maker }) => index === 1 && maker === step.maker);
    await isRefused(
      answerTest(actorOf(3), { uuid, maker: step.maker, answer: own!.answer }),
      422,
      'answer-proof-invalid',
    );
    const elsewhere = { uuid, maker: step.maker === 1 ? 2 : 1, answer: step.answer };
    await isRefused(answerTest(actorOf(3), elsewhere), 422, 'answer-proof-invalid');
    await takeSteps(3, 'confirm');
  });

  it('[F-12] block the opening while a number is not recognised', async () => {
    const { uuid } = test;
    const step = await nextTrusteeStep(await boardNow(), seat(1), group);
    if (step.act !== 'confirm') throw new Error(step.act);
    const content = (step.content + 1) % 10_000;
    await isRefused(confirmTest(actorOf(1), { uuid, content }), 422, 'test-content-differs');
    await isRefused(approve(), 409, 'keys-not-ready');
  });

  it('[R-16] freeze the election with the last confirmation, under a key that nobody holds alone', async () => {
    for (const index of [1, 2, 3]) await takeSteps(index);
    const [frozen] = await database().select().from(frozenElection);
    expect(frozen?.trustees).toContain('"threshold":2');
    for (const index of [1, 2, 3]) expect((await takeSteps(index)).act).toBe('keep');
    must(await approve());
    expect((await desk()).isFrozen).toBe(true);
  });

  it('take nothing more once they are frozen', async () => {
    const [first] = (await boardNow()).messages;
    const other = first!.replace(/"digest":"..../, '"digest":"AAAA');
    await isRefused(post(1, other), 422, 'ceremony-over');
    must(await approveOpening(test.committee[1], { uuid: test.uuid }));
    await isRefused(post(1, first!), 409, 'ceremony-not-open');
    const lost = { uuid: test.uuid, reason: 'Zu spät gemerkt, dass es fehlt.' };
    await isRefused(restartCeremony(test.committee[0], lost), 409, 'ceremony-not-open');
    await isRefused(confirmTest(actorOf(1), { uuid: test.uuid, content: 1 }), 409, 'ceremony-not-open');
  });
});
