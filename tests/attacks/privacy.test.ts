import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCredential, derivePrivateCredential, ed25519, publicCredential } from '#crypto';
import { closeDatabase, database, openDatabase } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { countOf } from '#lib/referendums/server/count/desk.ts';
import { PUBLIC_FILES } from '#lib/referendums/server/public-files.ts';
import { referendum } from '#lib/referendums/server/tables.ts';
import { drawOfLine } from '#lib/referendums/server/views/record-view.ts';
import { stopThreads } from '#lib/referendums/server/threads/pool.server.ts';
import { makeAccount, PASSWORD } from '../support/accounts/accounts.ts';
import { startTestHouse, type TestHouse } from '../support/house.ts';
import {
  ballotFor,
  drawTestCard,
  electionOf,
  passTo,
  readyReferendum,
  type TestReferendum,
} from '../support/referendum.ts';
import { signInAs } from '../support/session.ts';
import { ask, write, type Asker } from './asking.ts';

const TIMEOUT = 120_000;
/** What a visitor brings along and nothing may keep. */
const CANARY = {
  agent: 'CanaryBrowser/77.1 (Kanarienvogel)',
  address: '203.0.113.77',
  words: 'Kanarienwort77',
};
const BROUGHT = { 'user-agent': CANARY.agent, 'x-forwarded-for': CANARY.address };

let house: TestHouse;
let vote: TestReferendum;
let committee: Asker;
let voter: Asker;
let stranger: Asker;

beforeAll(async () => {
  const STATE_DIR = process.env.STATE_DIR as string;
  const env = { STATE_DIR, LOG_LEVEL: 'debug', TRUSTED_PROXIES: '1', WORKER_IN_PROCESS: 'no' };
  house = await startTestHouse({ env, isQuiet: true });
  openDatabase(house.database.url);
  vote = await readyReferendum({ voters: 4, configuration: { minimumBallots: 5 } });
  const asker = async (personId: string): Promise<Asker> => ({
    url: house.url,
    cookie: (await signInAs(personId)).cookie,
  });
  stranger = { url: house.url };
  voter = await asker(vote.voters[0]!);
  committee = await asker(vote.committee[0].personId);
  await passTo(vote.opensAt);
}, TIMEOUT);
afterAll(async () => {
  await stopThreads();
  await stopSender();
  await closeDatabase();
  await house?.stop();
});

const office = () => `/office/referendums/${vote.uuid}`;

/** The page's content without the moment it was made. */
async function shown(asker: Asker, path: string): Promise<string> {
  const { status, text } = await ask(asker, path);
  expect(status, path).toBe(200);
  return text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '').replace(/nonce="[^"]+"|new Date\(\d+\)/g, '');
}

describe('[P-02] [R-18] a secret vote of few', () => {
  it('is warned of to those who answer for it, before anybody votes', async () => {
    expect((await ask(committee, office())).text).toContain('weniger als 5 Stimmberechtigte');
  });
});

describe('[P-03] who has drawn or voted', () => {
  it(
    'is told by no page while the voting runs: not who, not who not, not how many',
    async () => {
      const line = `/referendums/${vote.uuid}?line=1`;
      const pages: readonly (readonly [Asker, string])[] = [
        [committee, `${office()}/__data.json`],
        [committee, office()],
        [committee, '/office/referendums/__data.json'],
        [voter, `/referendums/${vote.uuid}/__data.json`],
        [voter, line],
        [stranger, `/record/${vote.uuid}/__data.json`],
        [stranger, `/record/${vote.uuid}?line=1`],
        [stranger, `/record/${vote.uuid}/files/record.jsonl`],
        [stranger, `/vote/${vote.uuid}/election`],
      ];
      const look = () => Promise.all(pages.map(([asker, path]) => shown(asker, path)));
      const before = await look();
      const cards = [];
      for (const person of vote.voters.slice(1)) cards.push(await drawTestCard(vote.uuid, person));
      const election = await electionOf(vote.uuid);
      const cast = ballotFor(election, cards[0]!);
      const { uuid, ...body } = cast;
      const headers = { 'content-type': 'application/json', ...BROUGHT };
      const answer = await write(stranger, `/vote/${uuid}/ballots`, { body: JSON.stringify(body), headers });
      expect(answer.status).toBe(200);
      expect(await look()).toEqual(before);
      for (const number of [1, 2, 3, 4]) expect(await drawOfLine(vote.uuid, number)).toBeNull();
    },
    TIMEOUT,
  );

  it('cannot be read by the app with its own rights either', async () => {
    const read = database().execute(sql`select 1 from recorded_ballot`);
    await expect(read).resolves.toBeDefined();
    for (const table of ['draw_mark', 'waiting_ballot']) {
      const asked = database().transaction(async (tx) => {
        await tx.execute(sql`set local role stimmhaus_app`);
        await tx.execute(sql`select * from ${sql.identifier(table)}`);
      });
      await expect(asked, table).rejects.toThrow();
    }
  });
});

describe('[P-12] one person in two votes', () => {
  it('has nothing in common in them, not even with the same code', () => {
    const code = createCredential();
    const credential = (uuid: string): string =>
      ed25519.format(publicCredential(ed25519, derivePrivateCredential(ed25519, uuid, code)));
    expect(credential(vote.uuid)).toBe(credential(vote.uuid));
    expect(credential(vote.uuid)).not.toBe(credential(vote.uuid.split('').reverse().join('')));
  });

  it('is named in no public file: no id, number, address or name of anybody on the roll', async () => {
    const files = await Promise.all(
      PUBLIC_FILES.map((file) => ask(stranger, `/record/${vote.uuid}/files/${file}`)),
    );
    expect(files.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    const people = await database().execute<{ id: string }>(sql`
      select distinct person_id::text as id from membership union select id::text from account`);
    expect(people.length).toBeGreaterThan(5);
    for (const { text } of files) {
      for (const { id } of people) expect(text).not.toContain(id);
      expect(text).not.toMatch(/person\d+@example\.org|"T-\d+"/);
    }
  });
});

describe('[P-10] a file that the house makes', () => {
  it('says in its properties what it is and that the house made it, and nobody’s name', async () => {
    const [row] = await database().select().from(referendum).where(eq(referendum.uuid, vote.uuid));
    const answer = await fetch(`${house.url}/rolls/${row!.rollId}/roll.pdf`, {
      headers: { cookie: committee.cookie! },
    });
    expect(answer.status).toBe(200);
    const pdf = Buffer.from(await answer.arrayBuffer()).toString('latin1');
    const info = /<<[^<>]*\/Producer[^<>]*>>/s.exec(pdf)?.[0] ?? '';
    const keys = [...info.matchAll(/\/([A-Z][A-Za-z]+)/g)].map((match) => match[1]);
    expect([...new Set(keys)].sort()).toEqual(['CreationDate', 'Creator', 'Producer', 'Title']);
    expect(pdf).not.toMatch(/\/(Author|Subject|Keywords|Company|Manager)\b|<dc:creator>|<pdf:Author>/);
    expect(pdf).not.toMatch(/Person\d+/);
  });
});

describe('[P-11] the log of a whole run', () => {
  it(
    'holds what happened and nothing of whom it happened to',
    async () => {
      const { email } = await makeAccount({ givenName: 'Kanarina', familyName: 'Vogelsang' });
      const secret = `${CANARY.words}-Passwort`;
      const visitor: Asker = { url: house.url };
      const post = (path: string, fields: Record<string, string>) =>
        write(visitor, path, { body: new URLSearchParams(fields), headers: BROUGHT });
      await post('/sign-in?/password', { email, password: secret });
      const signedIn = await post('/sign-in?/password', { email, password: PASSWORD });
      const cookies = signedIn.headers.getSetCookie().map((line) => line.split(';')[0]!);
      const cookie = cookies.find((pair) => /^stimmhaus=./.test(pair)) ?? '';
      expect(cookie.length).toBeGreaterThan(20);
      const known = { ...visitor, cookie };
      for (const path of [
        '/me',
        '/me/security',
        `/members?q=${CANARY.words}`,
        `/${CANARY.words}`,
        '/members/Kanarina',
      ]) {
        await ask(known, path, { headers: BROUGHT });
      }
      await post('/reset', { email });
      await ask(visitor, `/reset/password?token=${CANARY.words}`, { headers: BROUGHT });
      await ask(visitor, '/%', { headers: BROUGHT });
      await write(visitor, '/sign-in?/password', {
        body: `{"${CANARY.words}":1}`,
        headers: { 'content-type': 'application/json' },
      });
      const log = house.printed();
      for (const word of [
        email,
        email.toLowerCase(),
        'Kanarina',
        'Vogelsang',
        secret,
        cookie.split('=')[1]!,
      ]) {
        expect(log).not.toContain(word);
      }
      for (const word of [...Object.values(CANARY), PASSWORD, '127.0.0.1', '::1', 'Canary'])
        expect(log).not.toContain(word);
    },
    TIMEOUT,
  );

  const ALLOWED =
    /^(level|time|msg|event|code|route|method|status|ms|job|kind|count|attempt|step|port|mode|version)$/;

  it('has lines of known fields only, with routes in place of addresses', () => {
    const [, ...lines] = house
      .printed()
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      const entry = JSON.parse(line) as Record<string, unknown>;
      expect(
        Object.keys(entry).filter((key) => !ALLOWED.test(key)),
        line,
      ).toEqual([]);
      if (entry.route) expect(entry.route, line).toMatch(/^(-|(\/(\([a-z]+\)|\[[a-z]+\]|[a-z.-]+))+|\/)$/);
    }
  });

  it('[R-20] has no line of booth, ballots and record, and no table knows who came there', async () => {
    const routes = house
      .printed()
      .split('\n')
      .filter((line) => /"route":"\/(vote|booth|record|health)/.test(line));
    expect(routes).toEqual([]);
    await write(stranger, `/%76ote/${vote.uuid}/lookup`, { body: '{}', headers: BROUGHT });
    expect(house.printed()).not.toMatch(/"route":"\/vote/);
    const tables = await database().execute<{ name: string }>(sql`
      select table_name as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema = 'public'`);
    for (const { name } of tables) {
      const rows = JSON.stringify(
        await database().execute(sql`select t::text from ${sql.identifier(name)} t`),
      );
      expect(rows, name).not.toContain(CANARY.address);
      if (name !== 'session') expect(rows, name).not.toContain('Canary');
    }
  });
});

describe('[P-02] [R-18] a vote of fewer than its least', () => {
  it(
    'is not counted, whatever was cast, and tells no more than that',
    async () => {
      await passTo(vote.closesAt, 1000);
      await passTo(vote.closesAt, 2000);
      const [row] = await database().select().from(referendum).where(eq(referendum.uuid, vote.uuid));
      expect(row?.state).toBe('too-few-ballots');
      expect((await countOf(vote.uuid))?.tally ?? null).toBeNull();
      const record = await ask(stranger, `/record/${vote.uuid}/files/record.jsonl`);
      expect(record.text).toContain('"type":"too-few-ballots"');
      expect(record.text).not.toContain('"type":"result"');
    },
    TIMEOUT,
  );

  it('[P-03] says after the close of each number whether a card was drawn, and of none when', async () => {
    const told = await Promise.all([1, 2, 3, 4, 5].map((line) => drawOfLine(vote.uuid, line)));
    expect(told.filter((draw) => draw === 'drawn')).toHaveLength(3);
    const marks = await database().execute<{ column_name: string }>(sql`
      select column_name from information_schema.columns where table_name = 'draw_mark'`);
    expect(marks.map((column) => column.column_name).filter((name) => /_at$|time|date/.test(name))).toEqual(
      [],
    );
  });
});
