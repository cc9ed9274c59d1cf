import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, openDatabase, database } from '#lib/platform/server/database.server.ts';
import { office } from '#lib/membership/server/tables.ts';
import { withConnection } from '../../scripts/postgres/databases.ts';
import { PASSWORD, makeAccount } from '../support/accounts/accounts.ts';
import { startTestHouse, type TestHouse } from '../support/house.ts';
import { makePerson, plantTree, type SmallTree } from '../support/people.ts';
import { fresh } from '../support/referendum.ts';
import { installMovableClock } from '#lib/platform/server/time/movable-clock.server.ts';
import { signInAs } from '../support/session.ts';
import { ask, submit, type Asker } from './asking.ts';

let house: TestHouse;
let tree: SmallTree;
let officer: Asker;
let officerId: string;
let stranger: Asker;

beforeAll(async () => {
  const STATE_DIR = process.env.STATE_DIR as string;
  house = await startTestHouse({ env: { STATE_DIR, LOG_LEVEL: 'silent', WORKER_IN_PROCESS: 'no' } });
  openDatabase(house.database.url);
  await installMovableClock();
  tree = await plantTree();
  const offices = [{ kind: 'membership-officer', unit: tree.kreis1 }] as const;
  officerId = await makePerson({ givenName: 'Wilhelmine', memberOf: tree.kreis1, offices });
  officer = { url: house.url, cookie: (await signInAs(officerId)).cookie };
  stranger = { url: house.url };
});
afterAll(async () => {
  await closeDatabase();
  await house?.stop();
});

const admin = (statement: string) =>
  withConnection(house.database.adminUrl, (sql) => sql.unsafe(statement).then(() => undefined));
const repairs: string[] = [];
/** Breaks something until the test is over. */
async function broken(statement: string, repair: string): Promise<void> {
  repairs.push(repair);
  await admin(statement);
}
afterEach(async () => {
  for (const repair of repairs.splice(0)) await admin(repair);
});

const PAGES = ['/me', '/members', '/members/__data.json', '/members?q=Wilhelmine', '/units/111'];

async function everyPageIsWithheld(): Promise<void> {
  for (const path of PAGES) {
    const { status, text } = await ask(officer, path);
    const isError =
      status >= 300 || (status === 200 && /^\{"type":"(redirect|error)"|"type":"error"/.test(text));
    expect(isError, `${path} ${status}`).toBe(true);
    expect(text, path).not.toMatch(/Wilhelmine|select |relation|permission denied|\.ts:\d/i);
  }
}

describe('[W-35] when something is broken', () => {
  it('nothing is, and the officer reads their members', async () => {
    expect((await ask(officer, '/members')).text).toContain('Wilhelmine');
    expect((await ask(stranger, '/health/ready')).status).toBe(200);
  });

  it.each([
    [
      'sessions cannot be read',
      'alter table session rename to session_gone',
      'alter table session_gone rename to session',
    ],
    [
      'offices cannot be read',
      'alter table office rename to office_gone',
      'alter table office_gone rename to office',
    ],
    [
      'there is no clock',
      'alter function house_now() rename to no_clock',
      'alter function no_clock() rename to house_now',
    ],
  ])('and %s, no page shows anything', async (_what, damage, repair) => {
    await broken(damage, repair);
    await everyPageIsWithheld();
  });

  it.each(['null::timestamptz', "'infinity'::timestamptz", "'-infinity'::timestamptz"])(
    'and the clock says %s, nobody is who they were',
    async (moment) => {
      await installMovableClock();
      const wrong = `create or replace function house_now() returns timestamptz language sql volatile parallel safe as $$ select ${moment} $$`;
      const right = `create or replace function house_now() returns timestamptz language sql volatile parallel safe as
        $$ select clock_timestamp() + (select ahead_ms from movable_clock) * interval '1 millisecond' $$`;
      await broken(wrong, right);
      await everyPageIsWithheld();
      const { email } = await makeAccount().catch(() => ({ email: 'nobody@example.org' }));
      const answer = await submit(stranger, '/sign-in?/password', { email, password: PASSWORD });
      expect(answer.type).not.toBe('redirect');
    },
  );

  it('and mended, who signs in again finds all as before', async () => {
    officer = { url: house.url, cookie: (await signInAs(officerId)).cookie };
    expect((await ask(officer, '/members')).text).toContain('Wilhelmine');
  });

  it('and tries cannot be counted, no password opens anything', async () => {
    const { email } = await makeAccount();
    await broken(
      'alter table tries_counted rename to tries_gone',
      'alter table tries_gone rename to tries_counted',
    );
    const answer = await submit(stranger, '/sign-in?/password', { email, password: PASSWORD });
    expect(answer).toMatchObject({ type: 'error', status: 500, content: {} });
  });
});

describe('[W-35] when the app has lost a right in the database', () => {
  it.each(['session', 'tries_counted'])('nobody is let in without it: %s', async (table) => {
    const { email } = await makeAccount();
    const signIn = () => submit(stranger, '/sign-in?/password', { email, password: PASSWORD });
    await broken(
      `revoke all on ${table} from stimmhaus_app`,
      `grant select, insert, update, delete on ${table} to stimmhaus_app`,
    );
    expect(await signIn()).toMatchObject({ type: 'error', status: 500, content: {} });
    for (const repair of repairs.splice(0)) await admin(repair);
    expect((await signIn()).type).toBe('redirect');
  });
});

describe('[W-35] an office that nobody knows', () => {
  it.each(['emperor', '', 'constructor', '__proto__', 'Membership-Officer', 'membership-officer '])(
    'carries no power: %j',
    async (kind) => {
      const personId = await makePerson({ memberOf: tree.kreis1 });
      const held = { personId, unitId: tree.kreis1.id, kind, fromOn: '2020-01-01' };
      const written = await database()
        .insert(office)
        .values(held)
        .then(
          () => true,
          () => false,
        );
      expect((await fresh(personId)).powers).toEqual([]);
      const asker = { url: house.url, cookie: (await signInAs(personId)).cookie };
      expect((await ask(asker, '/members')).status, String(written)).toBe(404);
    },
  );

  it.each([
    ['over', { fromOn: '2020-01-01', toOn: '2021-01-01' }],
    ['not yet begun', { fromOn: '2999-01-01', toOn: null }],
  ])('carries no power when it is %s', async (_what, days) => {
    const personId = await makePerson({ memberOf: tree.kreis1 });
    await database()
      .insert(office)
      .values({ personId, unitId: tree.kreis1.id, kind: 'membership-officer', ...days });
    expect((await fresh(personId)).powers).toEqual([]);
  });
});
