import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPartialDecryption, ed25519, parseElection, parseTally, randomScalar } from '#crypto';
import { database } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { entriesOf } from '#lib/record/server/index.ts';
import { type TestDatabase, testDatabase } from '../../../../../tests/support/database.ts';
import {
  ballotFor,
  decryptionOf,
  drawTestCard,
  electionOf,
  fresh,
  keyOf,
  must,
  passTo,
  readyReferendum,
  type TestReferendum,
} from '../../../../../tests/support/referendum.ts';
import { abortReferendum } from '../committee/abort-referendum.ts';
import { castBallot } from '../box/cast-ballot.ts';
import { partialDecryption, referendum, referendumResult } from '../tables.ts';
import { stopThreads } from '../threads/pool.server.ts';
import { countDesk } from './count-desk.ts';
import { agreementOf, countOf } from './desk.ts';
import { submitDecryption } from './submit-decryption.ts';

let db: TestDatabase;
let test: TestReferendum;

beforeAll(async () => {
  db = await testDatabase();
  test = await readyReferendum({ voters: 5 });
});
afterAll(async () => {
  await stopThreads();
  await stopSender();
  await db.drop();
});

const actorOf = (index: number) => test.trustees[index - 1]!.actor;
const partOf = (index: number) => decryptionOf(test.uuid, test.trustees[index - 1]!);
const stateNow = async () => {
  const [row] = await database().select().from(referendum).where(eq(referendum.uuid, test.uuid));
  const entries = await entriesOf(database(), test.uuid, { from: 0, limit: 500 });
  return {
    state: row!.state,
    size: entries.length,
    parts: await database().select().from(partialDecryption),
  };
};

async function isRefused(act: Promise<{ ok: boolean }>, status: number, code: string): Promise<void> {
  const before = await stateNow();
  expect(await act).toMatchObject({ ok: false, status, code });
  expect(await stateNow()).toEqual(before);
}

const submit = async (index: number, part: Awaited<ReturnType<typeof partOf>>) =>
  submitDecryption(actorOf(index), part);

/** In the form of a part: right in everything but that there is nothing to decrypt yet. */
const early = () => ({ uuid: test.uuid, decryption: '{}', challenge: '1', response: '1' });

describe('[R-15] before the close', () => {
  it('nothing can be decrypted, neither while cards are drawn nor while votes are cast', async () => {
    await isRefused(submit(1, early()), 409, 'count-not-begun');
    const cards = [];
    for (const voter of test.voters) cards.push(await drawTestCard(test.uuid, voter));
    await passTo(test.opensAt);
    const election = await electionOf(test.uuid);
    for (const card of cards) must(await castBallot(ballotFor(election, card)));
    expect((await stateNow()).state).toBe('open');
    await isRefused(submit(1, early()), 409, 'count-not-begun');
    expect((await countDesk(actorOf(1), test.uuid))?.count).toBeNull();
    await isRefused(submitDecryption(test.secretary, early()), 404, 'not-found');
  });
});

describe('the count', () => {
  it('begins at the close, for trustees alone', async () => {
    await passTo(test.closesAt);
    expect((await stateNow()).state).toBe('counting');
    expect((await countDesk(actorOf(1), test.uuid))?.count?.ballots).toBe(5);
    expect(await countDesk(test.secretary, test.uuid)).toBeNull();
    await isRefused(submitDecryption(test.secretary, await partOf(1)), 404, 'not-found');
  });

  it('[C-17] takes no factors without the agreement to this very closing record', async () => {
    const honest = await partOf(1);
    await isRefused(submit(1, { ...honest, challenge: '1' }), 422, 'agreement-invalid');
    const { challenge, response } = await partOf(2);
    await isRefused(submit(1, { ...honest, challenge, response }), 422, 'agreement-invalid');
    await isRefused(submit(2, honest), 422, 'agreement-invalid');
  });

  it('[C-18] takes nothing that is not canonical', async () => {
    const honest = await partOf(1);
    await isRefused(submit(1, { ...honest, decryption: '{}' }), 422, 'json-missing-key');
    const spaced = honest.decryption.replace(':', ': ');
    await isRefused(submit(1, { ...honest, decryption: spaced }), 422, 'decryption-not-canonical');
  });

  it('[C-18] [R-28] puts a wrong part on the record, names its trustee and goes on', async () => {
    const honest = await partOf(3);
    const election = await electionOf(test.uuid);
    const tally = parseTally(election, (await countOf(test.uuid))!.tally);
    const foreign = createPartialDecryption(election, tally, { secret: randomScalar(ed25519) });
    const handed = must(await submit(3, { ...honest, decryption: foreign }));
    expect(handed).toEqual({ fault: 'decryption-proof-invalid', counted: false });
    const { parts, state } = await stateNow();
    expect(parts).toMatchObject([{ index: 3, attempt: 1, fault: 'decryption-proof-invalid' }]);
    expect(state).toBe('counting');
    const before = await stateNow();
    expect(must(await submit(3, { ...honest, decryption: foreign })).fault).toBe('decryption-proof-invalid');
    expect(await stateNow()).toEqual(before);
  });

  it('[C-19] gives t−1 nothing, whatever the same trustee sends again', async () => {
    const honest = await partOf(1);
    expect(must(await submit(1, honest))).toEqual({ fault: null, counted: false });
    expect(must(await submit(1, honest))).toEqual({ fault: null, counted: false });
    await isRefused(submit(1, await partOf(1)), 409, 'decryption-already-submitted');
    expect(await database().select().from(referendumResult)).toEqual([]);
    const invented = { ...test.trustees[1]!, seed: test.trustees[0]!.seed };
    await expect(keyOf(test.uuid, invented)).rejects.toThrow('own-message-differs');
  });

  it('is not aborted any more once a factor exists', async () => {
    const by = await fresh(test.committee[0].personId);
    const request = { uuid: test.uuid, reason: 'Ein Fehler im Protokoll.', evidence: 'Eintrag 7' };
    await isRefused(abortReferendum(by, request), 409, 'abort-too-late');
  });

  it('[F-11] [R-16] [R-28] comes to its result with t valid parts, though one trustee is wrong', async () => {
    expect(must(await submit(2, await partOf(2)))).toEqual({ fault: null, counted: true });
    const { state } = await stateNow();
    expect(state).toBe('counted');
    const lines = await entriesOf(database(), test.uuid, { from: 0, limit: 500 });
    const result = lines.map(({ line }) => JSON.parse(line) as Record<string, unknown>).at(-1);
    expect(result).toMatchObject({ type: 'result', owners: [1, 2], ignored: [3] });
    await isRefused(submit(3, await partOf(3)), 409, 'count-already-over');
  });

  it('signs a checkpoint that every trustee sees alike', async () => {
    const count = (await countOf(test.uuid))!;
    const desks = await Promise.all([1, 2, 3].map((index) => countDesk(actorOf(index), test.uuid)));
    expect(new Set(desks.map((desk) => desk!.count!.closing.root)).size).toBe(1);
    expect(desks[0]!.handed).toEqual([
      { index: 1, fault: null },
      { index: 2, fault: null },
      { index: 3, fault: 'decryption-proof-invalid' },
    ]);
    expect(agreementOf(test.uuid, 1, count).checkpoint.size).toBe(desks[0]!.count!.closing.size);
    expect(parseElection(count.election, [ed25519]).uuid).toBe(test.uuid);
  });
});
