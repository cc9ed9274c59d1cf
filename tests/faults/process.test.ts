import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkBallot,
  createAgreement,
  createPartialDecryption,
  derivePrivateCredential,
  ed25519,
  encryptTally,
  parseBallot,
  publicCredential,
  type Election,
} from '#crypto';
import { database } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { castBallot } from '#lib/referendums/server/box/cast-ballot.ts';
import { closeReferendum } from '#lib/referendums/server/box/close-referendum.ts';
import { abortReferendum } from '#lib/referendums/server/committee/abort-referendum.ts';
import { agreementOf, countOf } from '#lib/referendums/server/count/desk.ts';
import { submitDecryption } from '#lib/referendums/server/count/submit-decryption.ts';
import { askQuestions } from '#lib/referendums/server/drafting/ask-questions.ts';
import { drawCard } from '#lib/referendums/server/draw/draw-card.ts';
import { stopThreads } from '#lib/referendums/server/threads/pool.server.ts';
import { memberView } from '#lib/referendums/server/views/member-view.ts';
import { drawOfLine } from '#lib/referendums/server/views/record-view.ts';
import { withConnection } from '../../scripts/postgres/databases.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
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
  turn,
  type TestCard,
  type TestReferendum,
} from '../support/referendum.ts';
import { holdClock } from './frozen-clock.ts';
import { HouseProcess } from './house-process.ts';

let db: TestDatabase;
let first: TestReferendum;
let second: TestReferendum;
let firstElection: Election;
let election: Election;
const firstCards: TestCard[] = [];
const cards: TestCard[] = [];
const TIMEOUT = 240_000;

beforeAll(async () => {
  db = await testDatabase();
  first = await readyReferendum({ voters: 6 });
  firstElection = await electionOf(first.uuid);
  for (const voter of first.voters.slice(0, 2)) firstCards.push(await drawTestCard(first.uuid, voter));
  await passTo(first.opensAt);
  must(await castBallot(ballotFor(firstElection, firstCards[0]!)));
}, TIMEOUT);

afterAll(async () => {
  await stopThreads();
  await stopSender();
  await db.drop();
});

async function countIn(table: 'waiting_ballot' | 'recorded_ballot' | 'draw_mark', uuid: string) {
  const rows = await withConnection(db.adminUrl, (admin) =>
    admin.unsafe(`select count(*)::int as n from ${table} where uuid = '${uuid}'`),
  );
  return rows[0]!.n as number;
}

async function stateOf(uuid: string): Promise<string> {
  const rows = await database().execute<{ state: string }>(
    sql`select state from referendum where uuid = ${uuid}`,
  );
  return rows[0]!.state;
}

async function evidenceOf(uuid: string): Promise<string[]> {
  const rows = await database().execute<{ code: string }>(
    sql`select code from evidence where subject_id = ${uuid} order by id`,
  );
  return rows.map(({ code }) => code);
}

async function entriesOf(uuid: string): Promise<Record<string, unknown>[]> {
  const rows = await database().execute<{ line: string }>(
    sql`select line from record_entry where log_id = ${uuid} order by index`,
  );
  return rows.map(({ line }) => JSON.parse(line) as Record<string, unknown>);
}

/** Until somebody waits for the lock. */
async function blockedBy(tx: { unsafe: (text: string) => PromiseLike<unknown[]> }): Promise<void> {
  const waits = `select 1 from pg_locks where locktype = 'advisory' and not granted`;
  while ((await tx.unsafe(waits)).length === 0) await tx.unsafe('select pg_sleep(0.02)');
}

describe('[R-57] the evidence log', () => {
  it('keeps who reached for a frozen ballot form, which stays as it is', async () => {
    const { uuid } = first;
    const before = await database().execute(sql`select asked from referendum where uuid = ${uuid}`);
    const secretary = await fresh(first.secretary.personId);
    const outcome = await askQuestions(secretary, { uuid, questions: [] });
    expect(outcome).toMatchObject({ ok: false, status: 409, code: 'not-a-draft' });
    expect(await database().execute(sql`select asked from referendum where uuid = ${uuid}`)).toEqual(before);
    const [kept] = await database().execute(
      sql`select code, person_id from evidence where subject_id = ${uuid} order by id desc limit 1`,
    );
    expect(kept).toEqual({ code: 'form-attempt-refused', person_id: secretary.personId });
  });

  it('keeps each approval, of whom it came and when, and no draw or cast', async () => {
    const rows = await database().execute<{ code: string; person_id: string; at: unknown }>(
      sql`select code, person_id, at from evidence where subject_id = ${first.uuid} order by id`,
    );
    const approvals = rows.filter(({ code }) => code === 'opening-approved');
    expect(approvals.map((row) => row.person_id)).toEqual(first.committee.map((one) => one.personId));
    expect(approvals.every(({ at }) => at !== null)).toBe(true);
    const voters = new Set<string>(first.voters);
    expect(rows.filter((row) => voters.has(row.person_id))).toEqual([]);
  });
});

describe('[R-54] a fault while voting goes on', () => {
  const reason = 'Die Frage nennt die falsche Satzung; das wurde nachgewiesen.';

  it('ends it for good only by two people, with the reason on record and evidence', async () => {
    const { uuid, committee } = first;
    const [one, other] = [await fresh(committee[0].personId), await fresh(committee[1].personId)];
    const request = { uuid, reason, evidence: '' };
    expect(must(await abortReferendum(one, request))).toEqual({ aborted: false });
    expect(await stateOf(uuid)).toBe('open');
    expect(must(await abortReferendum(other, request))).toEqual({ aborted: true });
    expect(await stateOf(uuid)).toBe('aborted');
    expect((await entriesOf(uuid)).at(-1)).toMatchObject({ type: 'abort', uuid, reason });
    expect((await evidenceOf(uuid)).filter((code) => code === 'abort-approved')).toHaveLength(2);
  });

  it('takes neither draw nor ballot afterwards', async () => {
    const blinded = Buffer.alloc(384, 1).toString('base64');
    const draw = await drawCard(await fresh(first.voters[3]!), { uuid: first.uuid, blinded });
    expect(draw).toMatchObject({ ok: false, status: 409, code: 'drawing-not-open' });
    const late = await castBallot(ballotFor(firstElection, firstCards[1]!));
    expect(late).toMatchObject({ ok: false, status: 409, code: 'voting-closed' });
    expect(await countIn('waiting_ballot', first.uuid)).toBe(1);
  });

  it(
    'is repeated under a new uuid with new keys, cards and an empty box',
    async () => {
      second = await readyReferendum({ after: first });
      election = await electionOf(second.uuid);
      expect(second.uuid).not.toBe(first.uuid);
      expect(ed25519.format(election.publicKey)).not.toBe(ed25519.format(firstElection.publicKey));
      expect(election.credentialAuthority).not.toBe(firstElection.credentialAuthority);
      expect(await countIn('waiting_ballot', second.uuid)).toBe(0);
      expect(await countIn('recorded_ballot', second.uuid)).toBe(0);
      expect(await countIn('draw_mark', second.uuid)).toBe(0);
      for (const voter of second.voters.slice(0, 5)) cards.push(await drawTestCard(second.uuid, voter));
      await passTo(second.opensAt);
    },
    TIMEOUT,
  );
});

describe('[R-55] [B-22] the repeated referendum knows nothing of the first one', () => {
  it('refuses its ballots, its cards and credentials made from its codes', async () => {
    const { uuid } = second;
    must(await castBallot(ballotFor(election, cards[0]!)));
    const old = ballotFor(firstElection, firstCards[1]!);
    const foreign = await castBallot({ ...old, uuid });
    expect(foreign).toMatchObject({ ok: false, status: 422, code: 'ballot-other-election' });
    const oldCard = await castBallot(ballotFor(election, firstCards[1]!));
    expect(oldCard).toMatchObject({ ok: false, status: 422, code: 'card-signature-invalid' });
    const secret = derivePrivateCredential(ed25519, uuid, firstCards[1]!.code);
    const credential = ed25519.format(publicCredential(ed25519, secret));
    expect(credential).not.toBe(firstCards[1]!.credential);
    const derived = await castBallot(ballotFor(election, { ...firstCards[1]!, secret, credential }));
    expect(derived).toMatchObject({ ok: false, status: 422, code: 'card-signature-invalid' });
    expect(await countIn('waiting_ballot', uuid)).toBe(1);
  });
});

describe('[R-43] a ballot is accepted only after the commit', () => {
  it(
    'and none is stored when the house dies before it; the same ballot can be cast then',
    async () => {
      const ballot = ballotFor(election, cards[1]!);
      const dying = await HouseProcess.start(db.url);
      await withConnection(db.adminUrl, (admin) =>
        admin.begin(async (tx) => {
          await tx`select pg_advisory_xact_lock(hashtextextended(${`referendum:${second.uuid}`}, 0))`;
          const cast = dying.cast(ballot);
          const refused = expect(cast).rejects.toThrow('killed');
          await blockedBy(tx);
          await dying.kill();
          await refused;
        }),
      );
      expect(await countIn('waiting_ballot', second.uuid)).toBe(1);
      const { tracker } = must(await castBallot(ballot));
      expect(tracker).toBe(parseBallot(ballot.ballot).tracker);
      expect(await countIn('waiting_ballot', second.uuid)).toBe(2);
    },
    TIMEOUT,
  );
});

describe('[R-51] the clock of the database closes', () => {
  it(
    'and a ballot which was in time counts although its commit falls after the end',
    async () => {
      await withConnection(db.adminUrl, (admin) =>
        admin.unsafe(`
          CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END $$;
          CREATE TRIGGER slow BEFORE INSERT ON waiting_ballot FOR EACH ROW EXECUTE FUNCTION slow();`),
      );
      must(await withSlowInsert());
      expect((await entriesOf(second.uuid)).at(-1)).toMatchObject({ type: 'close', ballots: 3 });
      const late = await castBallot(ballotFor(election, cards[3]!));
      expect(late).toMatchObject({ ok: false, status: 409, code: 'voting-closed' });
      expect(await countIn('waiting_ballot', second.uuid)).toBe(0);
    },
    TIMEOUT,
  );

  /** The ballot is past lock and time, and stands before its insert, when the end comes. */
  async function withSlowInsert(): ReturnType<typeof castBallot> {
    return withConnection(db.adminUrl, async (admin) => {
      const { cast, closing } = await admin.begin(async (tx) => {
        await tx`select pg_advisory_xact_lock(4711)`;
        const cast = castBallot(ballotFor(election, cards[2]!));
        await blockedBy(tx);
        await holdClock(db.adminUrl, second.closesAt);
        return { cast, closing: closeReferendum(second.uuid) };
      });
      expect(await closing).toBe(true);
      return cast;
    });
  }
});

describe('[R-08] who drew no card', () => {
  it('sees that none was drawn in their name, before and after the close, and so does anyone who knows the line', async () => {
    const abstained = (await memberView(await fresh(second.voters[5]!), second.uuid))!.own!;
    const voted = (await memberView(await fresh(second.voters[0]!), second.uuid))!.own!;
    expect([abstained.drawn, voted.drawn]).toEqual([false, true]);
    expect(await drawOfLine(second.uuid, voted.number!)).toBe('drawn');
    expect(await drawOfLine(second.uuid, abstained.number!)).toBe('not-drawn');
    const close = (await entriesOf(second.uuid)).find(({ type }) => type === 'close')!;
    expect(close.draws).not.toContain(abstained.number);
    expect(close.draws).toHaveLength(5);
  });
});

describe('[R-14] no single ballot is decrypted', () => {
  it(
    'a factor for one ballot instead of the sum is named and ignored, and the count goes on with right ones',
    async () => {
      const { uuid, trustees } = second;
      await turn();
      expect(await stateOf(uuid)).toBe('counting');
      const [one, two, three] = trustees as [
        (typeof trustees)[0],
        (typeof trustees)[0],
        (typeof trustees)[0],
      ];
      const honest = { fault: null, counted: false };
      expect(must(await submitDecryption(one.actor, await decryptionOf(uuid, one)))).toEqual(honest);

      const count = (await countOf(uuid))!;
      const { share: secret } = await keyOf(uuid, two);
      const [recorded] = await withConnection(
        db.adminUrl,
        (admin) => admin`select ballot from recorded_ballot where uuid = ${uuid} limit 1`,
      );
      const single = encryptTally(election, [
        { ballot: checkBallot(election, String(recorded!.ballot)), weight: 1n },
      ]);
      const decryption = createPartialDecryption(election, single, { secret });
      const agreement = createAgreement(election, agreementOf(uuid, two.index, count), { secret });
      const wrong = must(await submitDecryption(two.actor, { uuid, decryption, ...agreement }));
      expect(wrong).toEqual({ fault: 'decryption-proof-invalid', counted: false });
      expect(await stateOf(uuid)).toBe('counting');
      expect((await evidenceOf(uuid)).at(-1)).toBe('decryption-invalid');

      const last = must(await submitDecryption(three.actor, await decryptionOf(uuid, three)));
      expect(last).toEqual({ fault: null, counted: true });
      expect((await entriesOf(uuid)).at(-1)).toMatchObject({ type: 'result', ignored: [two.index] });
    },
    TIMEOUT,
  );
});

describe('[B-14] what the house could have added unseen', () => {
  it('stands beside the result: cards drawn and not used', async () => {
    const { result } = (await memberView(await fresh(second.voters[0]!), second.uuid))!;
    expect(result).toMatchObject({ ballots: 3, draws: 5, entitled: 6 });
  });
});

describe('[R-10] what is stored of a ballot', () => {
  it('is ciphertext and points to nobody', async () => {
    const rows = await withConnection(
      db.adminUrl,
      (admin) => admin`select * from recorded_ballot where uuid = ${second.uuid}`,
    );
    expect(Object.keys(rows[0]!).sort()).toEqual(
      ['ballot', 'batch', 'card_signature', 'credential', 'position', 'randomizer', 'tracker', 'uuid'].sort(),
    );
    const answers = rows.map(({ ballot }) => JSON.parse(String(ballot)) as { answers: object[] });
    for (const { answers: given } of answers) {
      for (const answer of given) {
        expect(
          Object.keys(answer).every((key) =>
            /^(choices|individual_proofs|overall_proof|blank_proof)$/.test(key),
          ),
        ).toBe(true);
      }
    }
    const people = new Set<string>(second.voters);
    const text = JSON.stringify(rows);
    expect([...people].filter((person) => text.includes(person))).toEqual([]);
    const hashes = [...people].map((person) => createHash('sha256').update(person).digest('hex'));
    expect(hashes.filter((hash) => text.includes(hash))).toEqual([]);
  });
});
