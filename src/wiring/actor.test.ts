import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signOut } from '#lib/accounts/server/session/sign-out.ts';
import { endSessionsOfPerson } from '#lib/accounts/server/index.ts';
import { giveOffice } from '#lib/membership/server/index.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { testDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { makePerson, plantTree, type SmallTree } from '../../tests/support/people.ts';
import { signInAs } from '../../tests/support/session.ts';
import { actorOfCookieHeader, signInFromCookie } from './actor.ts';

let db: TestDatabase;
let tree: SmallTree;
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
});
afterAll(() => db.drop());

type Visited = Parameters<typeof signInFromCookie>[0];

interface Visit {
  readonly event: Visited;
  readonly set: { name: string; value: string; options: Record<string, unknown> }[];
}

/** A request as Kit hands it over: a jar of cookies, an address, the time. */
function visit(cookies: Record<string, string>, origin = 'https://haus.example'): Visit {
  const set: Visit['set'] = [];
  const jar = {
    get: (name: string) => cookies[name],
    set: (name: string, value: string, options: Record<string, unknown>) =>
      set.push({ name, value, options }),
  };
  const event = { cookies: jar, url: new URL('/', origin), locals: { now: new Date() } };
  return { event: event as unknown as Visited, set };
}

const HOST = '__Host-stimmhaus';
const appoint = (personId: string) =>
  transact((tx) => giveOffice(tx, { personId, unitId: tree.land1.id, kind: 'board', fromOn: '2020-01-01' }));

describe('[W-13] the cookie of a session', () => {
  it('signs in on https under its protected name only', async () => {
    const { value, actor } = await signInAs(await makePerson());
    const known = await signInFromCookie(visit({ [HOST]: value }).event);
    expect(known).toMatchObject({ kind: 'person', personId: actor.personId });
    const planted = await signInFromCookie(visit({ stimmhaus: value }).event);
    expect(planted).toEqual({ kind: 'anonymous' });
  });

  it('is not believed when it was made up', async () => {
    for (const value of ['a'.repeat(40), '', 'null', '../x']) {
      const { event, set } = visit({ [HOST]: value });
      expect(await signInFromCookie(event)).toEqual({ kind: 'anonymous' });
      expect(set).toEqual([]);
    }
  });

  it('carries another id once the person’s powers changed, set so that no script and no sub-domain reaches it', async () => {
    const personId = await makePerson();
    const { value } = await signInAs(personId);
    await appoint(personId);
    const { event, set } = visit({ [HOST]: value });
    const actor = await signInFromCookie(event);
    if (actor.kind !== 'person') throw new Error('not signed in');
    expect(actor.powers).not.toEqual([]);
    expect(set).toHaveLength(1);
    const [cookie] = set;
    expect(cookie?.name).toBe(HOST);
    expect(cookie?.value).not.toBe(value);
    expect(cookie?.options).toMatchObject({ path: '/', httpOnly: true, secure: true, sameSite: 'lax' });
    expect(cookie?.options).not.toHaveProperty('domain');
    const next = visit({ [HOST]: cookie?.value ?? '' });
    expect(await signInFromCookie(next.event)).toMatchObject({ sessionHash: actor.sessionHash });
    expect(next.set).toEqual([]);
  });

  it('is set once, though several requests come at the same moment, and all of them are answered', async () => {
    const personId = await makePerson();
    const { value } = await signInAs(personId);
    await appoint(personId);
    const visits = Array.from({ length: 5 }, () => visit({ [HOST]: value }));
    const actors = await Promise.all(visits.map(({ event }) => signInFromCookie(event)));
    expect(actors.every((actor) => actor.kind === 'person' && actor.powers.length > 0)).toBe(true);
    expect(visits.flatMap(({ set }) => set)).toHaveLength(1);
  });

  it('has its plain name on http, where browsers refuse the protected one', async () => {
    const { value } = await signInAs(await makePerson());
    const { event } = visit({ stimmhaus: value }, 'http://localhost:3000');
    expect(await signInFromCookie(event)).toMatchObject({ kind: 'person' });
  });
});

describe('[W-14] the cookie a socket was opened with', () => {
  it('is nobody’s as soon as the session has ended', async () => {
    const personId = await makePerson();
    const { value, actor } = await signInAs(personId);
    const header = `a=b; ${HOST}=${value}; c=d`;
    expect(await actorOfCookieHeader(header)).toMatchObject({ personId });
    await signOut(actor);
    expect(await actorOfCookieHeader(header)).toBeNull();
  });

  it('is nobody’s after exclusion, and shows lost powers at once', async () => {
    const to = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const office = { kind: 'board', unit: tree.land1, to } as const;
    const personId = await makePerson({ memberOf: tree.kreis1, offices: [office] });
    const { cookie } = await signInAs(personId);
    expect((await actorOfCookieHeader(cookie))?.powers).not.toEqual([]);
    await transact((tx) => endSessionsOfPerson(tx, personId));
    expect(await actorOfCookieHeader(cookie)).toBeNull();
  });

  it.each([undefined, '', 'stimmhaus', 'stimmhaus=', '=', ';;;', `stimmhaus=${'x'.repeat(5000)}`])(
    'is nobody’s when it reads %j',
    async (header) => {
      expect(await actorOfCookieHeader(header)).toBeNull();
    },
  );
});
