import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database } from '#lib/platform/server/database.server.ts';
import { castBallot } from '#lib/referendums/server/box/cast-ballot.ts';
import { placeOfTracker } from '#lib/referendums/server/box/place-of-tracker.ts';
import { archiveReferendum } from '#lib/referendums/server/count/archive-referendum.ts';
import { confirmResult } from '#lib/referendums/server/count/confirm-result.ts';
import { encryptedTally, referendum, referendumResult } from '#lib/referendums/server/tables.ts';
import { stopThreads } from '#lib/referendums/server/threads/pool.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { entriesOf } from '#lib/record/server/index.ts';
import { judge, noJudge } from '../support/judge.ts';
import { writePublicFiles } from '../support/public-files.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import {
  ballotFor,
  countReferendum,
  drawTestCard,
  electionOf,
  fresh,
  must,
  passTo,
  readyReferendum,
  type TestReferendum,
} from '../support/referendum.ts';

let db: TestDatabase;
let test: TestReferendum;
const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-referendum-'));
if (noJudge) console.log(`skipped: ${noJudge}`);

beforeAll(async () => {
  db = await testDatabase();
  test = await readyReferendum({ voters: 7 });
});
afterAll(async () => {
  await stopThreads();
  await stopSender();
  await db.drop();
  rmSync(folder, { recursive: true });
});

describe('a referendum', () => {
  it('goes from the sealed roll to a result that its trustees counted', async () => {
    const { uuid } = test;
    const election = await electionOf(uuid);
    const cards = [];
    for (const voter of test.voters) cards.push(await drawTestCard(uuid, voter));
    await passTo(test.opensAt);
    const trackers: string[] = [];
    for (const [i, card] of cards.entries()) {
      const vote = i < 4 ? [0, 1, 0] : i < 6 ? [0, 0, 1] : [1, 0, 0];
      trackers.push(must(await castBallot(ballotFor(election, card, [vote]))).tracker);
    }
    expect(must(await placeOfTracker({ uuid, tracker: trackers[0]! })).place).toBe('waiting');
    await passTo(test.closesAt);
    expect(must(await placeOfTracker({ uuid, tracker: trackers[0]! })).place).toBe('recorded');
    const [tally] = await database().select().from(encryptedTally);
    expect(tally?.ballots).toBe(7);
    await countReferendum(test);
    const [result] = await database().select().from(referendumResult);
    expect(result?.result).toBe('{"result":[[1,4,2]]}');
    for (const member of test.committee) {
      const reason = 'Das Protokoll ist geprüft und vollständig.';
      must(await confirmResult(await fresh(member.personId), { uuid, decision: 'confirm', reason }));
    }
    const [row] = await database().select().from(referendum);
    expect(row?.state).toBe('confirmed');
  });

  it('is archived by the committee alone, once, with the hash of every file that is kept', async () => {
    const { uuid } = test;
    const [one] = test.committee;
    const archive = async (personId: string) => archiveReferendum(await fresh(personId), { uuid });
    const before = await lastEntry(uuid);
    expect(await archive(test.voters[0]!)).toMatchObject({ status: 404, code: 'not-found' });
    expect(await archive(test.secretary.personId)).toMatchObject({ status: 403, code: 'not-allowed' });
    const stale = { ...(await fresh(one.personId)), signedInAt: new Date(0) };
    expect(await archiveReferendum(stale, { uuid })).toMatchObject({ status: 401, code: 'sign-in-again' });
    expect(await lastEntry(uuid)).toEqual(before);
    must(await archive(one.personId));
    await writePublicFiles(uuid, folder);
    const sha256 = (path: string) =>
      createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest('hex');
    const files = ['card-key.pem', 'cards.json', 'election.bel'].map((path) => ({
      path,
      sha256: sha256(path),
    }));
    const archived = await lastEntry(uuid);
    expect(archived).toEqual({ type: 'archived', uuid, files });
    must(await archive(one.personId));
    expect(await lastEntry(uuid)).toEqual(archived);
    const [row] = await database().select().from(referendum);
    expect(row?.state).toBe('archived');
  });

  it('is accepted by our verifier, which checks cards and record as well', async () => {
    const { ok, words } = verify(folder);
    expect(words).toContain('accept');
    expect(ok).toBe(true);
  });

  it.skipIf(noJudge)('is accepted by stock belenios-tool', { timeout: 300_000 }, () => {
    expect(judge(join(folder, 'election.bel'))).toMatchObject({ status: 0 });
  });

  it.skipIf(noJudge)('is rejected by stock belenios-tool with one byte flipped', { timeout: 300_000 }, () => {
    const bytes = readFileSync(join(folder, 'election.bel'));
    const at = bytes.indexOf('"response":"') + 14;
    bytes[at] = bytes[at] === 0x31 ? 0x32 : 0x31;
    writeFileSync(join(folder, 'flipped.bel'), bytes);
    expect(judge(join(folder, 'flipped.bel'))).toMatchObject({ status: 1 });
  });
});

async function lastEntry(uuid: string): Promise<unknown> {
  const entries = await entriesOf(database(), uuid, { from: 0, limit: 500 });
  return JSON.parse(entries.at(-1)!.line);
}

function verify(path: string): { ok: boolean; words: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['crypto/cli/verify.ts', path], {
    encoding: 'utf8',
  });
  return { ok: status === 0, words: `${stdout}${stderr}` };
}
