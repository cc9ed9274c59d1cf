import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, makePerson, plantTree, type SmallTree } from '../../../../../tests/support/people.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { signInAs } from '../../../../../tests/support/session.ts';
import { giveOffice } from '#lib/membership/server/index.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { actorOfSession, endSessionsOfPerson } from '../index.ts';
import { session } from '../tables.ts';
import { endListedSession } from './end-listed-session.ts';
import { endOtherSessions } from './end-other-sessions.ts';
import { luciaOn } from './house-lucia.ts';
import { replaceSession } from './replace-session.ts';
import { sessionsOf } from './sessions.ts';
import { signOut } from './sign-out.ts';

let db: TestDatabase;
let tree: SmallTree;
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
});
afterAll(() => db.drop());

const alive = (id: string) => actorOfSession(id, new Date());
const hashOf = (id: string): string => createHash('sha256').update(id).digest('hex');
const age = (id: string, column: 'expires_at' | 'signed_in_at' | 'last_seen_on', days: number) =>
  database().execute(
    sql`update session set ${sql.identifier(column)} = ${sql.identifier(column)} - make_interval(days => ${days})
        where hash = ${hashOf(id)}`,
  );
const rowOf = async (id: string) =>
  (
    await database()
      .select()
      .from(session)
      .where(eq(session.hash, hashOf(id)))
  )[0];

describe('a session', () => {
  it('stands for its person, with the powers and memberships of this moment', async () => {
    const office = { kind: 'board', unit: tree.kreis1 } as const;
    const personId = await makePerson({ memberOf: tree.kreis1, offices: [office] });
    const { actor } = await signInAs(personId);
    expect(actor).toMatchObject({ personId, secondFactor: true, memberOf: ['/1/11/111/'] });
    expect(actor.powers.map((held) => held.power)).toContain('offices.write');
    expect(actor.sessionHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(['', 'x', 'a'.repeat(40), "' or 1=1 --", 'A'.repeat(40), '../../etc'])(
    'is not invented: %j is nobody',
    async (id) => {
      expect(await alive(id)).toBeNull();
    },
  );

  it('[R-04] leaves only the hash of its id in the database, which opens nothing', async () => {
    const { value } = await signInAs(await makePerson());
    expect(await alive(value)).not.toBeNull();
    const dump = JSON.stringify(await database().execute(sql`select * from session`));
    expect(dump).toContain(hashOf(value));
    expect(dump).not.toContain(value);
    expect(await alive(hashOf(value))).toBeNull();
    const listed = await luciaOn(database()).validateSession(hashOf(value));
    expect(listed.session).toBeNull();
  });

  it('is given back under the presented id, so that Lucia renews and ends the right row', async () => {
    const { value } = await signInAs(await makePerson());
    await age(value, 'expires_at', 20);
    const { session: found } = await luciaOn(database()).validateSession(value);
    expect(found).toMatchObject({ id: value, fresh: true });
    const row = await rowOf(value);
    expect((row?.expiresAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(29 * 86_400_000);
    await luciaOn(database()).invalidateSession(value);
    expect(await rowOf(value)).toBeUndefined();
  });

  it('is renewed in its second half only', async () => {
    const { value } = await signInAs(await makePerson());
    expect((await alive(value))?.isRenewed).toBe(false);
    await age(value, 'expires_at', 16);
    expect((await alive(value))?.isRenewed).toBe(true);
    expect((await alive(value))?.isRenewed).toBe(false);
  });

  it('is gone when it was not used for its whole term', async () => {
    const { value } = await signInAs(await makePerson());
    await age(value, 'expires_at', 30);
    expect(await alive(value)).toBeNull();
    expect(await rowOf(value)).toBeUndefined();
  });

  it('is gone half a year after the sign-in, however much it was used', async () => {
    const { value } = await signInAs(await makePerson());
    await age(value, 'signed_in_at', 179);
    expect(await alive(value)).not.toBeNull();
    await age(value, 'signed_in_at', 1);
    expect(await alive(value)).toBeNull();
  });

  it('keeps the day it was last used, not the moment', async () => {
    const { value } = await signInAs(await makePerson());
    await age(value, 'last_seen_on', 3);
    await alive(value);
    expect((await rowOf(value))?.lastSeenOn).toBe(new Date().toISOString().slice(0, 10));
  });
});

describe('[W-14] a session is dead', () => {
  it('after signing out, and only that one', async () => {
    const personId = await makePerson();
    const [phone, laptop] = [await signInAs(personId), await signInAs(personId)];
    await signOut(phone.actor);
    expect(await alive(phone.value)).toBeNull();
    expect(await alive(laptop.value)).not.toBeNull();
  });

  it('after its owner ended it from the list, where it is named by its hash', async () => {
    const personId = await makePerson();
    const [phone, laptop] = [await signInAs(personId), await signInAs(personId)];
    const listed = await sessionsOf(laptop.actor);
    expect(listed.map((one) => [one.hash, one.isThis])).toEqual(
      expect.arrayContaining([
        [hashOf(phone.value), false],
        [hashOf(laptop.value), true],
      ]),
    );
    expect(await endListedSession(laptop.actor, { hash: hashOf(phone.value) })).toMatchObject({ ok: true });
    expect(await alive(phone.value)).toBeNull();
    expect(await alive(laptop.value)).not.toBeNull();
  });

  it('but not because a stranger names it', async () => {
    const [mine, theirs] = [await signInAs(await makePerson()), await signInAs(await makePerson())];
    const outcome = await endListedSession(mine.actor, { hash: hashOf(theirs.value) });
    expect(outcome).toMatchObject({ ok: false, status: 404, code: 'not-found' });
    expect(await alive(theirs.value)).not.toBeNull();
  });

  it('after signing out everywhere else', async () => {
    const personId = await makePerson();
    const [phone, laptop] = [await signInAs(personId), await signInAs(personId)];
    await endOtherSessions(laptop.actor);
    expect(await alive(phone.value)).toBeNull();
    expect(await alive(laptop.value)).not.toBeNull();
  });

  it('after exclusion from the party, when all its sessions are ended', async () => {
    const personId = await makePerson({ memberOf: tree.kreis1 });
    const { value } = await signInAs(personId);
    expect(await alive(value)).not.toBeNull();
    await transact((tx) => endSessionsOfPerson(tx, personId));
    expect(await alive(value)).toBeNull();
  });

  it('and its powers die with the office, at once', async () => {
    const to = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const personId = await makePerson({ offices: [{ kind: 'board', unit: tree.land1, to }] });
    const { value } = await signInAs(personId);
    expect((await alive(value))?.actor.powers).not.toEqual([]);
    const later = new Date(Date.now() + 4 * 86_400_000);
    const after = await actorOfSession(value, later);
    expect(after?.actor.powers).toEqual([]);
    expect(after?.hasOtherRights).toBe(true);
  });
});

describe('[W-13] the id of a session', () => {
  it('is asked to change when the powers do', async () => {
    const personId = await makePerson();
    const { value } = await signInAs(personId);
    expect((await alive(value))?.hasOtherRights).toBe(false);
    const fromOn = '2020-01-01';
    await transact((tx) => giveOffice(tx, { personId, unitId: tree.land1.id, kind: 'board', fromOn }));
    expect((await alive(value))?.hasOtherRights).toBe(true);
  });

  it('answers a few seconds more after it was replaced, and is not renewed', async () => {
    const { value } = await signInAs(await makePerson());
    const fresh = await transact((tx) => replaceSession(tx, hashOf(value), { isFresh: true }));
    expect(fresh).not.toBe(value);
    expect(await alive(fresh ?? '')).not.toBeNull();
    expect(await alive(value)).toMatchObject({ isRenewed: false, hasOtherRights: false });
    const left = ((await rowOf(value))?.expiresAt.getTime() ?? 0) - Date.now();
    expect(left).toBeLessThanOrEqual(5000);
    await age(value, 'expires_at', 1);
    expect(await alive(value)).toBeNull();
    expect(await alive(fresh ?? '')).not.toBeNull();
  });

  it('is replaced once, though two requests ask at the same time', async () => {
    const { value } = await signInAs(await makePerson());
    const replace = () => transact((tx) => replaceSession(tx, hashOf(value), {}));
    const answers = await Promise.all([replace(), replace(), replace()]);
    expect(answers.filter((id) => id !== null)).toHaveLength(1);
  });

  it('does not gain a second factor by being replaced', async () => {
    const { value } = await signInAs(await makePerson(), { secondFactor: false });
    const fresh = await transact((tx) => replaceSession(tx, hashOf(value), { isFresh: true }));
    expect((await alive(fresh ?? ''))?.actor.secondFactor).toBe(false);
  });
});

it('answers nothing about sessions to who has none', async () => {
  const noSession = await actorOf(await makePerson());
  expect(await sessionsOf(noSession)).toEqual([]);
  expect(await sessionsOf({ kind: 'anonymous' })).toEqual([]);
  expect(await endOtherSessions({ kind: 'anonymous' })).toMatchObject({ ok: false, code: 'sign-in-first' });
});
