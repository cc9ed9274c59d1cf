import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, mailsTo } from '../../../../../tests/support/accounts/accounts.ts';
import { SoftwarePasskey, type Ceremony } from '../../../../../tests/support/accounts/authenticator.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { plantTree, type SmallTree } from '../../../../../tests/support/people.ts';
import { signInAs } from '../../../../../tests/support/session.ts';
import { visit } from '../../../../../tests/support/accounts/visit.ts';
import { addPasskeyShape, passkeySignInShape } from '../../passkey.ts';
import { anonymous, type Actor, type PersonActor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { actorOfSession } from '../index.ts';
import { addPasskey } from './add-passkey.ts';
import { addOffer, signInOffer } from './offers.ts';
import { passkeysOf } from './passkeys.ts';
import { removePasskey } from './remove-passkey.ts';
import { signInAgainWithPasskey } from './sign-in-again-with-passkey.ts';
import { signInWithPasskey } from './sign-in-with-passkey.ts';

const ORIGIN = 'http://localhost:3000';
let db: TestDatabase;
let tree: SmallTree;
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
});
afterAll(() => db.drop());

async function challengeToAdd(actor: Actor): Promise<string> {
  const offer = await addOffer(actor, ORIGIN);
  if (!offer || !('options' in offer)) throw new Error('no offer');
  return offer.options.challenge;
}

async function challengeToSignIn(): Promise<string> {
  const offer = await signInOffer(ORIGIN);
  if (!('options' in offer)) throw new Error('no offer');
  return offer.options.challenge;
}

const add = (actor: Actor, answer: string) =>
  addPasskey(actor, { ...addPasskeyShape.parse({ answer, name: 'Schlüsselbund' }), visit: visit() });
const enter = (answer: string) =>
  signInWithPasskey(anonymous, { ...passkeySignInShape.parse({ answer }), visit: visit() });
const REFUSED = { ok: false, code: 'passkey-refused' };

interface Owner {
  readonly key: SoftwarePasskey;
  readonly actor: PersonActor;
  readonly email: string;
  readonly codes: readonly string[];
}

async function owner(unit?: SmallTree['bund']): Promise<Owner> {
  const { personId, email } = await makeAccount(unit ? { offices: [{ kind: 'moderator', unit }] } : {});
  const { actor: before } = await signInAs(personId, { secondFactor: false });
  const key = new SoftwarePasskey();
  const answer = await add(before, key.create({ challenge: await challengeToAdd(before), origin: ORIGIN }));
  if (!answer.ok) throw new Error(answer.code);
  const fresh = await actorOfSession(answer.value.sessionId ?? '', new Date());
  if (!fresh) throw new Error('no session');
  return { key, actor: fresh.actor, email, codes: answer.value.codes };
}

describe('adding a passkey', () => {
  it('is a second factor: with recovery codes, a mail, and a session that has passed it', async () => {
    const { actor, email, codes } = await owner();
    expect(actor.secondFactor).toBe(true);
    expect(codes).toHaveLength(10);
    expect(await passkeysOf(actor)).toMatchObject([{ name: 'Schlüsselbund', lastUsedOn: null }]);
    expect((await mailsTo(email)).at(-1)?.body).toContain('ein zweiter Faktor hinzugefügt');
  });

  it.each<[string, Partial<Ceremony>]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['another house', { rpId: 'evil.example' }],
    ['an invented challenge', { challenge: 'AAAA' }],
    ['no PIN and no finger', { userVerified: false }],
  ])('refuses %s', async (_what, wrong) => {
    const { personId } = await makeAccount();
    const { actor } = await signInAs(personId, { secondFactor: false });
    const ceremony = { challenge: await challengeToAdd(actor), origin: ORIGIN, ...wrong };
    expect(await add(actor, new SoftwarePasskey().create(ceremony))).toMatchObject(REFUSED);
    expect(await passkeysOf(actor)).toEqual([]);
  });

  it('refuses a challenge used before, made for another account, or made for signing in', async () => {
    const { actor } = await owner();
    const { actor: other } = await owner();
    const used = await challengeToAdd(actor);
    const first = await add(actor, new SoftwarePasskey().create({ challenge: used, origin: ORIGIN }));
    expect(first).toMatchObject({ ok: true });
    for (const challenge of [used, await challengeToAdd(other), await challengeToSignIn()]) {
      const answer = new SoftwarePasskey().create({ challenge, origin: ORIGIN });
      expect(await add(actor, answer)).toMatchObject(REFUSED);
    }
  });

  it('refuses a passkey that is already somebody’s, and a stale sign-in', async () => {
    const { actor, key } = await owner();
    const { actor: other } = await owner();
    const again = key.create({ challenge: await challengeToAdd(other), origin: ORIGIN });
    expect(await add(other, again)).toMatchObject({ ok: false, code: 'passkey-known' });
    const stale = { ...actor, signedInAt: new Date(0) };
    const late = new SoftwarePasskey().create({ challenge: await challengeToAdd(actor), origin: ORIGIN });
    expect(await add(stale, late)).toMatchObject({ ok: false, code: 'sign-in-again' });
    expect(await add(anonymous, late)).toMatchObject({ ok: false, code: 'sign-in-first' });
  });
});

describe('signing in with a passkey', () => {
  it('needs no address and no password, and counts as two factors', async () => {
    const { key, actor } = await owner();
    const answer = await enter(key.get({ challenge: await challengeToSignIn(), origin: ORIGIN }));
    if (!answer.ok) throw new Error(answer.code);
    const entered = await actorOfSession(answer.value.session.sessionId, new Date());
    expect(entered?.actor).toMatchObject({ personId: actor.personId, secondFactor: true });
  });

  it.each<[string, Partial<Ceremony>]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['another house', { rpId: 'evil.example' }],
    ['an invented challenge', { challenge: 'AAAA' }],
    ['no PIN and no finger', { userVerified: false }],
    ['a counter that went back, as of a copied key', { counter: 1 }],
  ])('refuses %s', async (_what, wrong) => {
    const { key } = await owner();
    const honest = await enter(key.get({ challenge: await challengeToSignIn(), origin: ORIGIN }));
    expect(honest).toMatchObject({ ok: true });
    const ceremony = { challenge: await challengeToSignIn(), origin: ORIGIN, ...wrong };
    expect(await enter(key.get(ceremony))).toMatchObject(REFUSED);
  });

  it('refuses an answer sent twice, an unknown key, and another key’s signature', async () => {
    const { key, actor } = await owner();
    const answer = key.get({ challenge: await challengeToSignIn(), origin: ORIGIN });
    expect(await enter(answer)).toMatchObject({ ok: true });
    expect(await enter(answer)).toMatchObject(REFUSED);
    const stranger = new SoftwarePasskey().get({ challenge: await challengeToSignIn(), origin: ORIGIN });
    expect(await enter(stranger)).toMatchObject(REFUSED);
    const [mine] = await passkeysOf(actor);
    const forged = JSON.stringify({ ...JSON.parse(stranger), id: mine?.id, rawId: mine?.id });
    expect(await enter(forged)).toMatchObject(REFUSED);
  });

  it('[P-08] offers the same to everyone and names nobody', async () => {
    const { key } = await owner();
    const offer = await signInOffer(ORIGIN);
    expect(JSON.stringify(offer)).not.toContain(Buffer.from(key.id).toString('base64url'));
    expect('options' in offer && offer.options.allowCredentials).toBeUndefined();
  });

  it.each([
    ['http://haus.example', 'insecure-origin'],
    ['http://127.0.0.1:3000', 'address-is-number'],
  ])('says at %s why it cannot', async (origin, obstacle) => {
    expect(await signInOffer(origin)).toEqual({ obstacle });
    expect(await addOffer((await owner()).actor, origin)).toEqual({ obstacle });
  });

  it('again, before a grave act, takes one’s own passkey only', async () => {
    const [mine, theirs] = [await owner(), await owner()];
    const again = async (key: SoftwarePasskey) => {
      const answer = key.get({ challenge: await challengeToSignIn(), origin: ORIGIN });
      const input = { ...passkeySignInShape.parse({ answer, to: '/vote' }), visit: visit() };
      return signInAgainWithPasskey(mine.actor, input);
    };
    expect(await again(theirs.key)).toMatchObject(REFUSED);
    expect(await again(mine.key)).toMatchObject({ ok: true, value: { to: '/vote' } });
  });
});

describe('removing a passkey', () => {
  it('is for its owner, and it opens nothing afterwards', async () => {
    const { actor, key } = await owner();
    const { actor: other } = await owner();
    const [mine] = await passkeysOf(actor);
    const id = mine?.id ?? '';
    expect(await removePasskey(other, { id })).toMatchObject({ ok: false, status: 404 });
    expect(await removePasskey({ ...actor, signedInAt: new Date(0) }, { id })).toMatchObject({
      code: 'sign-in-again',
    });
    expect(await removePasskey(actor, { id })).toMatchObject({ ok: true });
    const answer = key.get({ challenge: await challengeToSignIn(), origin: ORIGIN });
    expect(await enter(answer)).toMatchObject(REFUSED);
  });

  it('is refused for the last one of somebody who holds an office', async () => {
    const { actor } = await owner(tree.bund);
    const [mine] = await passkeysOf(actor);
    const refused = { ok: false, code: 'office-needs-second-factor' };
    expect(await removePasskey(actor, { id: mine?.id ?? '' })).toMatchObject(refused);
    expect(await passkeysOf(actor)).toHaveLength(1);
  });
});

it('keeps no challenge that was not used', async () => {
  const spent = () => database().execute(sql`select count(*) as n from spent_seal`);
  const before = await spent();
  for (let i = 0; i < 5; i += 1) await challengeToSignIn();
  expect(await spent()).toEqual(before);
});
