import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cosign, formatNoteKey, NOTE_KEY_TYPES, noteSigner, parseNote } from '#crypto';
import { config } from '#lib/platform/server/config.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { acceptCosignatures, checkpointOf, entriesOf } from '#lib/record/server/index.ts';
import { type TestDatabase, testDatabase } from '../../../../../tests/support/database.ts';
import {
  ballotFor,
  decryptionOf,
  drawTestCard,
  electionOf,
  must,
  passTo,
  readyReferendum,
  type TestReferendum,
  turn,
} from '../../../../../tests/support/referendum.ts';
import { castBallot } from '../box/cast-ballot.ts';
import { referendum, referendumResult } from '../tables.ts';
import { stopThreads } from '../threads/pool.server.ts';
import { countDesk } from './count-desk.ts';
import { countingDeadline } from './end-uncountable.ts';
import { submitDecryption } from './submit-decryption.ts';

let db: TestDatabase;
let test: TestReferendum;
const signer = noteSigner('witness.example/w1', new Uint8Array(32).fill(1), NOTE_KEY_TYPES.cosignature);

beforeAll(async () => {
  db = await testDatabase();
  test = await readyReferendum({ voters: 5 });
  const cards = [];
  for (const voter of test.voters) cards.push(await drawTestCard(test.uuid, voter));
  await passTo(test.opensAt);
  const election = await electionOf(test.uuid);
  for (const card of cards) must(await castBallot(ballotFor(election, card)));
});
afterAll(async () => {
  await stopThreads();
  await stopSender();
  await db.drop();
});
afterEach(() => {
  config().WITNESSES.length = 0;
});

const rowNow = async () => {
  const [row] = await database().select().from(referendum).where(eq(referendum.uuid, test.uuid));
  return row!;
};
const first = () => test.trustees[0]!;

async function signAsWitness(): Promise<void> {
  const { closingSize } = await rowNow();
  const note = (await checkpointOf(database(), test.uuid, closingSize!))!;
  const lines = cosign(parseNote(note).text, signer, 1_700_000_000);
  must(await acceptCosignatures({ logId: test.uuid, size: closingSize!, lines }));
}

describe('[B-11] a record that its witnesses have not signed', () => {
  it('is not counted: the time for objections ends, and nothing begins', async () => {
    config().WITNESSES.push(formatNoteKey(signer.key));
    await passTo(test.closesAt);
    expect((await rowNow()).state).toBe('objection');
    const desk = (await countDesk(first().actor, test.uuid))!;
    expect(desk).toMatchObject({ count: null, witnesses: { needed: 1, signed: 0 } });
    await turn();
    expect((await rowNow()).state).toBe('objection');
  });

  it('[R-15] takes no factor meanwhile', async () => {
    const early = { uuid: test.uuid, decryption: '{}', challenge: '1', response: '1' };
    const refused = await submitDecryption(first().actor, early);
    expect(refused).toMatchObject({ ok: false, status: 409, code: 'count-not-begun' });
    expect((await rowNow()).state).toBe('objection');
    expect((await countDesk(first().actor, test.uuid))!.handed).toEqual([]);
  });

  it('is counted as soon as they have', async () => {
    config().WITNESSES.push(formatNoteKey(signer.key));
    await signAsWitness();
    await turn();
    expect((await rowNow()).state).toBe('counting');
    expect((await countDesk(first().actor, test.uuid))!.witnesses).toEqual({ needed: 1, signed: 1 });
  });

  it('takes no factor while another witness is awaited', async () => {
    const others = ['w2', 'w3'].map((name) =>
      noteSigner(`witness.example/${name}`, new Uint8Array(32).fill(2), NOTE_KEY_TYPES.cosignature),
    );
    for (const { key } of [signer, ...others]) config().WITNESSES.push(formatNoteKey(key));
    const part = await decryptionOf(test.uuid, first());
    const refused = await submitDecryption(first().actor, part);
    expect(refused).toMatchObject({ ok: false, status: 409, code: 'witnesses-missing' });
    expect((await countDesk(first().actor, test.uuid))!.handed).toEqual([]);
  });
});

describe('[F-11] fewer than t trustees', () => {
  it('end the referendum at the deadline as not countable, those who are missing named', async () => {
    must(await submitDecryption(first().actor, await decryptionOf(test.uuid, first())));
    const deadline = countingDeadline(await rowNow());
    await passTo(deadline, -120_000);
    expect((await rowNow()).state).toBe('counting');
    await passTo(deadline);
    expect((await rowNow()).state).toBe('not-countable');
    const lines = await entriesOf(database(), test.uuid, { from: 0, limit: 500 });
    const entries = lines.map(({ line }) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.at(-1)).toMatchObject({ type: 'not-countable', missing: [2, 3], ignored: [] });
    expect(await database().select().from(referendumResult)).toEqual([]);
  });

  it('come too late afterwards: nothing is decrypted any more', async () => {
    const second = test.trustees[1]!;
    const late = await submitDecryption(second.actor, await decryptionOf(test.uuid, second));
    expect(late).toMatchObject({ ok: false, status: 409, code: 'count-already-over' });
    expect(await database().select().from(referendumResult)).toEqual([]);
  });
});
