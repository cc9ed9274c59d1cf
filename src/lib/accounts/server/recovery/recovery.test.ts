import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  codeNow,
  makeAccount,
  mailsTo,
  PASSWORD,
  tokenMailedTo,
} from '../../../../../tests/support/accounts/accounts.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { queueAsText, workOffJobs } from '../../../../../tests/support/jobs.ts';
import { signInAs } from '../../../../../tests/support/session.ts';
import { visit } from '../../../../../tests/support/accounts/visit.ts';
import { anonymous } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { actorOfSession } from '../index.ts';
import { accountJobs } from '../jobs.ts';
import { goodToken } from '../mail/mailed-tokens.ts';
import { passSecondStep } from '../sign-in/pass-second-step.ts';
import { signIn } from '../sign-in/sign-in.ts';
import { changePassword } from './change-password.ts';
import { requestReset } from './request-reset.ts';
import { setNewPassword } from './set-new-password.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const NEW = 'sieben Dachse am Deich';
const ask = (email: string) => requestReset(anonymous, { email, visit: visit() });
const work = () => workOffJobs(accountJobs);
const set = (token: string, password = NEW) => setNewPassword(anonymous, { token, password, visit: visit() });
const knock = (email: string, password: string) => signIn(anonymous, { email, password, visit: visit() });
const GONE = { ok: false, status: 410, code: 'link-used-up' };

async function tokenFor(email: string): Promise<string> {
  expect(await ask(email)).toMatchObject({ ok: true });
  await work();
  return tokenMailedTo(email);
}

describe('asking for a new password', () => {
  it('mails a link that sets one, ends every session and signs in', async () => {
    const { email, personId } = await makeAccount();
    const before = await signInAs(personId);
    const answer = await set(await tokenFor(email));
    expect(answer).toMatchObject({ ok: true, value: { kind: 'signed-in' } });
    expect(await actorOfSession(before.value, new Date())).toBeNull();
    expect(await knock(email, PASSWORD)).toMatchObject({ code: 'sign-in-failed' });
    expect(await knock(email, NEW)).toMatchObject({ ok: true });
    expect((await mailsTo(email)).at(-1)?.body).toContain('dein Passwort wurde gerade geändert');
  });

  it('[P-08] gives the same answer and leaves the same trace for an address that nobody has', async () => {
    const { email } = await makeAccount();
    const [known, unknown] = [await ask(email), await ask('niemand@example.org')];
    expect(unknown).toEqual(known);
    expect(await queueAsText()).not.toMatch(/niemand|konto/i);
    expect(await work()).toEqual(['accounts-answer-reset', 'accounts-answer-reset']);
    expect(await mailsTo('niemand@example.org')).toEqual([]);
    expect(await mailsTo(email)).toHaveLength(1);
  });

  it('[W-33] fills nobody’s mailbox: one mail in five minutes, and strangers are slowed down', async () => {
    const { email } = await makeAccount();
    for (let i = 0; i < 5; i += 1) await ask(email);
    await work();
    expect(await mailsTo(email)).toHaveLength(1);
    const same = visit();
    for (let i = 0; i < 10; i += 1)
      await requestReset(anonymous, { email: `x${i}@example.org`, visit: same });
    const next = await requestReset(anonymous, { email, visit: same });
    expect(next).toMatchObject({ ok: false, status: 429, code: 'slow-down' });
  });

  it('does not pass the second factor by', async () => {
    const { email } = await makeAccount({ totp: true });
    const answer = await set(await tokenFor(email));
    if (!answer.ok || answer.value.kind !== 'second-step') throw new Error('no second step');
    const { step } = answer.value;
    const entered = await passSecondStep(anonymous, { step, code: codeNow(), visit: visit() });
    expect(entered).toMatchObject({ ok: true });
  });

  it('makes a second step given out for the old password worthless', async () => {
    const { email } = await makeAccount({ totp: true });
    const old = await knock(email, PASSWORD);
    if (!old.ok || old.value.kind !== 'second-step') throw new Error('no second step');
    await set(await tokenFor(email));
    const answer = await passSecondStep(anonymous, { step: old.value.step, code: codeNow(), visit: visit() });
    expect(answer).toMatchObject({ ok: false, code: 'second-step-too-late' });
  });
});

describe('[W-33] the link in a mail', () => {
  it('is not used up by being looked at, and works once', async () => {
    const { email } = await makeAccount();
    const token = await tokenFor(email);
    for (let i = 0; i < 3; i += 1) expect(await goodToken(database(), token, ['reset'])).not.toBeNull();
    expect(await set(token)).toMatchObject({ ok: true });
    expect(await goodToken(database(), token, ['reset'])).toBeNull();
    expect(await set(token, 'noch ein ganz anderes')).toEqual(GONE);
    expect(await knock(email, NEW)).toMatchObject({ ok: true });
  });

  it('works once, though it comes twice at the same moment', async () => {
    const { email } = await makeAccount();
    const token = await tokenFor(email);
    const answers = await Promise.all([set(token), set(token, 'noch ein ganz anderes')]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });

  it('is not used up by a password that is refused', async () => {
    const { email } = await makeAccount();
    const token = await tokenFor(email);
    expect(await set(token, 'Passwort123')).toMatchObject({ ok: false, code: 'password-too-common' });
    expect(await set(token)).toMatchObject({ ok: true });
  });

  it('is dead after two hours, and after the password was changed otherwise', async () => {
    const { email, personId } = await makeAccount();
    const token = await tokenFor(email);
    await database().execute(sql`update mailed_token set expires_at = expires_at - interval '2 hours'`);
    expect(await set(token)).toEqual(GONE);
    const other = await makeAccount();
    const theirs = await tokenFor(other.email);
    const { actor } = await signInAs(other.personId);
    const changed = await changePassword(actor, { oldPassword: PASSWORD, password: NEW });
    expect(changed).toMatchObject({ ok: true });
    expect(await set(theirs, 'noch ein ganz anderes')).toEqual(GONE);
    expect(personId).not.toBe(other.personId);
  });

  it('opens nothing it was not made for', async () => {
    const { email } = await makeAccount();
    const token = await tokenFor(email);
    expect(await goodToken(database(), token, ['address', 'second-factor-loss'])).toBeNull();
    expect(await set('erfunden')).toEqual(GONE);
  });

  it('[R-04] is in the database only as a hash', async () => {
    const { email } = await makeAccount();
    const token = await tokenFor(email);
    const dump = JSON.stringify(await database().execute(sql`select * from mailed_token`));
    expect(dump).not.toContain(token);
  });
});

describe('an account that was never used', () => {
  it('gets a new activation link instead, and is activated by it', async () => {
    const { email, id } = await makeAccount({ password: null });
    const token = await tokenFor(email);
    expect((await mailsTo(email)).at(-1)?.body).toContain('/activate?token=');
    expect(await set(token)).toMatchObject({ ok: true });
    expect(await knock(email, NEW)).toMatchObject({ ok: true });
    const facts = await database().execute(sql`select kind from fact where subject_id = ${id}`);
    expect(facts).toEqual([{ kind: 'accounts.account-activated' }]);
  });
});

describe('changing the password', () => {
  it('[W-14] ends every other session, and gives this one another id', async () => {
    const { personId } = await makeAccount();
    const [phone, laptop] = [await signInAs(personId), await signInAs(personId)];
    const answer = await changePassword(laptop.actor, { oldPassword: PASSWORD, password: NEW });
    if (!answer.ok) throw new Error(answer.code);
    const alive = (id: string) => actorOfSession(id, new Date());
    expect(await alive(phone.value)).toBeNull();
    expect(await alive(laptop.value)).toBeNull();
    expect(await alive(answer.value.sessionId ?? '')).not.toBeNull();
  });

  it('refuses the wrong old one, a bad new one, and nobody', async () => {
    const { personId } = await makeAccount();
    const { actor } = await signInAs(personId);
    const change = (oldPassword: string, password: string) =>
      changePassword(actor, { oldPassword, password });
    expect(await change('falsch', NEW)).toMatchObject({ ok: false, code: 'password-wrong' });
    expect(await change(PASSWORD, 'qwertzuiop')).toMatchObject({ ok: false, code: 'password-too-common' });
    const nobody = await changePassword(anonymous, { oldPassword: PASSWORD, password: NEW });
    expect(nobody).toMatchObject({ ok: false, code: 'sign-in-first' });
  });

  it('[W-15] is no way around the slow-down', async () => {
    const { personId } = await makeAccount();
    const { actor } = await signInAs(personId);
    const guess = () => changePassword(actor, { oldPassword: 'falsch', password: NEW });
    for (let i = 0; i < 5; i += 1) expect(await guess()).toMatchObject({ code: 'password-wrong' });
    expect(await guess()).toMatchObject({ ok: false, code: 'slow-down' });
  });
});
