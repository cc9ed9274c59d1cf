import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeNow, makeAccount, mailsTo, PASSWORD } from '../../../../../tests/support/accounts/accounts.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { plantTree, type SmallTree } from '../../../../../tests/support/people.ts';
import { visit } from '../../../../../tests/support/accounts/visit.ts';
import type { Visit } from '../../sign-in.ts';
import { anonymous } from '#lib/platform/actor.ts';
import type { Outcome } from '#lib/platform/outcome.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { closeAccountOf, actorOfSession } from '../index.ts';
import { sessionsOf } from '../session/sessions.ts';
import type { Entrance, SignedInEntrance } from './entrance.ts';
import { passSecondStep } from './pass-second-step.ts';
import { signIn } from './sign-in.ts';
import { signInAgain } from './sign-in-again.ts';

let db: TestDatabase;
let tree: SmallTree;
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
});
afterAll(() => db.drop());

const FAILED = { ok: false, status: 401, code: 'sign-in-failed' };

const knock = (email: string, password = PASSWORD, given: Partial<Visit> = {}, to?: string) =>
  signIn(anonymous, { email, password, to, visit: visit(given) });

async function entered(outcome: Promise<Outcome<Entrance>>): Promise<SignedInEntrance> {
  const answer = await outcome;
  if (!answer.ok || answer.value.kind !== 'signed-in') throw new Error(JSON.stringify(answer));
  return answer.value;
}

async function stepOf(email: string): Promise<string> {
  const answer = await knock(email);
  if (!answer.ok || answer.value.kind !== 'second-step') throw new Error(JSON.stringify(answer));
  return answer.value.step;
}

const alive = (id: string) => actorOfSession(id, new Date());
const sessionCount = async (): Promise<number> =>
  Number((await database().execute(sql`select count(*) as n from session`))[0]?.n);

describe('signing in with address and password', () => {
  it('opens a session and leads where one wanted to go', async () => {
    const { email, personId } = await makeAccount();
    const { session, to } = await entered(knock(email, PASSWORD, {}, '/motions/12'));
    expect(to).toBe('/motions/12');
    expect((await alive(session.sessionId))?.actor).toMatchObject({ personId, secondFactor: false });
  });

  it('does not care for capitals and spaces around the address', async () => {
    const { email } = await makeAccount();
    await entered(knock(`  ${email.toUpperCase()} `));
  });

  it('leads nowhere else, whatever the form asked for', async () => {
    const { email } = await makeAccount();
    expect((await entered(knock(email, PASSWORD, {}, 'https://evil.example/'))).to).toBe('/');
    expect((await entered(knock(email, PASSWORD, {}, '//evil.example'))).to).toBe('/');
  });

  it('sends who holds an office without second factor to set one up', async () => {
    const { email } = await makeAccount({ offices: [{ kind: 'board', unit: tree.land1 }] });
    const { to } = await entered(knock(email, PASSWORD, {}, '/members'));
    expect(to).toBe('/me/security/second-factor?to=%2Fmembers');
  });

  it('[P-08] says the same for a wrong password, an unknown, a closed and a never activated account', async () => {
    const known = await makeAccount();
    const silent = await makeAccount({ password: null });
    const closed = await makeAccount();
    await transact((tx) => closeAccountOf(tx, closed.personId));
    await entered(knock(known.email));
    const before = await sessionCount();
    const answers = [
      await knock(known.email, 'falsches Passwort'),
      await knock('niemand@example.org'),
      await knock(silent.email),
      await knock(closed.email),
      await knock('keine Adresse'),
    ];
    for (const answer of answers) expect(answer).toEqual(FAILED);
    expect(await sessionCount()).toBe(before);
  });

  it('[W-13] gives out a new id and ends the presented one, even one that somebody planted', async () => {
    const { email } = await makeAccount();
    const attacker = await entered(knock((await makeAccount()).email));
    const planted = attacker.session.sessionId;
    const { session } = await entered(knock(email, PASSWORD, { sessionId: planted }));
    expect(session.sessionId).not.toBe(planted);
    expect(await alive(planted)).toBeNull();
    const invented = 'a'.repeat(40);
    const other = await entered(knock(email, PASSWORD, { sessionId: invented }));
    expect(other.session.sessionId).not.toBe(invented);
    expect(await alive(invented)).toBeNull();
  });
});

describe('the second step', () => {
  it('is asked of everyone who has a second factor, before there is any session', async () => {
    const { email, personId } = await makeAccount({ totp: true });
    const before = await sessionCount();
    const step = await stepOf(email);
    expect(await sessionCount()).toBe(before);
    expect(step).not.toContain(personId);
    const input = { step, code: codeNow(), visit: visit() };
    const { session } = await entered(passSecondStep(anonymous, input));
    expect((await alive(session.sessionId))?.actor).toMatchObject({ personId, secondFactor: true });
  });

  it('takes a code once, and a step once', async () => {
    const { email } = await makeAccount({ totp: true });
    const [step, other, code] = [await stepOf(email), await stepOf(email), codeNow()];
    await entered(passSecondStep(anonymous, { step, code, visit: visit() }));
    const refused = { ok: false, code: 'code-wrong' };
    expect(await passSecondStep(anonymous, { step: other, code, visit: visit() })).toMatchObject(refused);
    const again = await passSecondStep(anonymous, { step, code: codeNow(1), visit: visit() });
    expect(again).toMatchObject({ ok: false, code: 'second-step-too-late' });
  });

  it('takes a code once, though it comes twice at the same moment', async () => {
    const { email } = await makeAccount({ totp: true });
    const steps = [await stepOf(email), await stepOf(email)];
    const code = codeNow();
    const answers = await Promise.all(
      steps.map((step) => passSecondStep(anonymous, { step, code, visit: visit() })),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });

  it.each([
    ['000000', 'code-wrong'],
    ['', 'code-wrong'],
    ['abcdef', 'code-wrong'],
    ['0a1b-2c3d-4e5f-6g7h', 'code-wrong'],
  ])('refuses the code %j', async (code, why) => {
    const { email } = await makeAccount({ totp: true });
    const before = await sessionCount();
    const answer = await passSecondStep(anonymous, { step: await stepOf(email), code, visit: visit() });
    expect(answer).toMatchObject({ ok: false, status: 401, code: why });
    expect(await sessionCount()).toBe(before);
  });

  it('refuses a code of ten minutes ago and of ten minutes ahead', async () => {
    const { email } = await makeAccount({ totp: true });
    const step = await stepOf(email);
    for (const ahead of [-20, -3, 3, 20]) {
      const answer = await passSecondStep(anonymous, { step, code: codeNow(ahead), visit: visit() });
      expect(answer).toMatchObject({ ok: false, code: 'code-wrong' });
    }
  });

  it.each(['', 'x', 'AAAA', 'e30='])('refuses a step that is none of ours: %j', async (step) => {
    const answer = await passSecondStep(anonymous, { step, code: codeNow(), visit: visit() });
    expect(answer).toMatchObject({ ok: false, code: 'second-step-too-late' });
  });

  it('[W-15] slows guesses of codes down, whatever network they come from', async () => {
    const { email } = await makeAccount({ totp: true });
    const step = await stepOf(email);
    const guess = () => passSecondStep(anonymous, { step, code: '000000', visit: visit() });
    for (let i = 0; i < 5; i += 1) expect(await guess()).toMatchObject({ code: 'code-wrong' });
    expect(await guess()).toMatchObject({ ok: false, status: 429, code: 'slow-down' });
    const right = await passSecondStep(anonymous, { step, code: codeNow(), visit: visit() });
    expect(right).toMatchObject({ ok: false, code: 'slow-down' });
  });
});

describe('signing in again before a grave act', () => {
  it('gives the session another id and a fresh sign-in', async () => {
    const { email } = await makeAccount();
    const { session } = await entered(knock(email));
    await database().execute(sql`update session set signed_in_at = signed_in_at - interval '1 hour'`);
    const stale = await alive(session.sessionId);
    if (!stale) throw new Error('no session');
    const answer = await signInAgain(stale.actor, { password: PASSWORD, to: '/vote' });
    if (!answer.ok) throw new Error(answer.code);
    expect(answer.value.to).toBe('/vote');
    const fresh = await alive(answer.value.sessionId ?? '');
    expect(Date.now() - (fresh?.actor.signedInAt.getTime() ?? 0)).toBeLessThan(60_000);
    expect(await sessionsOf(stale.actor)).toHaveLength(1);
  });

  it('refuses a wrong password, a missing code, and nobody', async () => {
    const { email } = await makeAccount({ totp: true });
    const step = await stepOf(email);
    const opened = await entered(passSecondStep(anonymous, { step, code: codeNow(), visit: visit() }));
    const actor = (await alive(opened.session.sessionId))?.actor;
    if (!actor) throw new Error('no session');
    expect(await signInAgain(actor, { password: 'falsch' })).toMatchObject({
      ok: false,
      code: 'password-wrong',
    });
    expect(await signInAgain(actor, { password: PASSWORD })).toMatchObject({ ok: false, code: 'code-wrong' });
    expect(await signInAgain(anonymous, { password: PASSWORD })).toMatchObject({ code: 'sign-in-first' });
    const answer = await signInAgain(actor, { password: PASSWORD, code: codeNow(1) });
    expect(answer).toMatchObject({ ok: true });
  });
});

it('writes no mail and no fact about a sign-in', async () => {
  const { email } = await makeAccount();
  const facts = () => database().execute(sql`select count(*) as n from fact`);
  const before = await facts();
  await entered(knock(email));
  expect(await facts()).toEqual(before);
  expect(await mailsTo(email)).toEqual([]);
});
