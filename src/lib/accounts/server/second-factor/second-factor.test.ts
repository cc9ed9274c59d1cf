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
import { plantTree, type SmallTree } from '../../../../../tests/support/people.ts';
import { signInAs } from '../../../../../tests/support/session.ts';
import { visit } from '../../../../../tests/support/accounts/visit.ts';
import { anonymous, type PersonActor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { actorOfSession } from '../index.ts';
import { passSecondStep } from '../sign-in/pass-second-step.ts';
import { signIn } from '../sign-in/sign-in.ts';
import { confirmTotp } from './confirm-totp.ts';
import { dropSecondFactors } from './drop-second-factors.ts';
import { removeTotp } from './remove-totp.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { reportSecondFactorLoss } from './report-loss.ts';
import { totpOffer } from './totp-offer.ts';

let db: TestDatabase;
let tree: SmallTree;
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
});
afterAll(() => db.drop());

async function enrol(actor: PersonActor): Promise<{ codes: readonly string[]; actor: PersonActor }> {
  const offer = await totpOffer(actor);
  if (!offer) throw new Error('no offer');
  const answer = await confirmTotp(actor, { sealed: offer.sealed, code: codeNow(0, offer.base32) });
  if (!answer.ok) throw new Error(answer.code);
  const fresh = await actorOfSession(answer.value.sessionId ?? '', new Date());
  if (!fresh) throw new Error('no session');
  return { codes: answer.value.codes, actor: fresh.actor };
}

async function stepOf(email: string): Promise<string> {
  const answer = await signIn(anonymous, { email, password: PASSWORD, visit: visit() });
  if (!answer.ok || answer.value.kind !== 'second-step') throw new Error('no second step');
  return answer.value.step;
}

const withCode = async (email: string, code: string) =>
  passSecondStep(anonymous, { step: await stepOf(email), code, visit: visit() });

describe('an authenticator app', () => {
  it('counts once its first code came back, with ten recovery codes and another session id', async () => {
    const { personId, email } = await makeAccount();
    const before = await signInAs(personId, { secondFactor: false });
    const { codes, actor } = await enrol(before.actor);
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    expect(actor.secondFactor).toBe(true);
    expect(actor.sessionHash).not.toBe(before.actor.sessionHash);
    expect((await mailsTo(email)).at(-1)?.body).toContain('ein zweiter Faktor hinzugefügt');
  });

  it('[R-04] leaves neither its secret nor a recovery code in the database', async () => {
    const { personId } = await makeAccount();
    const { actor: first } = await signInAs(personId, { secondFactor: false });
    const offer = await totpOffer(first);
    const code = codeNow(0, offer?.base32);
    const answer = await confirmTotp(first, { sealed: offer?.sealed ?? '', code });
    if (!answer.ok) throw new Error(answer.code);
    const dump = JSON.stringify([
      await database().execute(sql`select * from account`),
      await database().execute(sql`select * from recovery_code`),
      await database().execute(sql`select * from spent_seal`),
    ]);
    expect(dump).not.toContain(offer?.base32);
    for (const one of answer.value.codes) expect(dump).not.toContain(one.replaceAll('-', ''));
  });

  it('is not added with a wrong code, for another account, a second time, or after a stale sign-in', async () => {
    const [mine, theirs] = [await makeAccount(), await makeAccount()];
    const { actor } = await signInAs(mine.personId, { secondFactor: false });
    const { actor: other } = await signInAs(theirs.personId, { secondFactor: false });
    const offer = await totpOffer(actor);
    if (!offer) throw new Error('no offer');
    const { sealed, base32 } = offer;
    const code = codeNow(0, base32);
    expect(await confirmTotp(actor, { sealed, code: '000000' })).toMatchObject({ code: 'code-wrong' });
    expect(await confirmTotp(other, { sealed, code })).toMatchObject({ code: 'totp-offer-too-old' });
    expect(await confirmTotp(actor, { sealed: 'x'.repeat(40), code })).toMatchObject({
      code: 'totp-offer-too-old',
    });
    expect(await confirmTotp(anonymous, { sealed, code })).toMatchObject({ code: 'sign-in-first' });
    const stale = { ...actor, signedInAt: new Date(Date.now() - 3_600_000) };
    expect(await confirmTotp(stale, { sealed, code })).toMatchObject({ status: 403, code: 'sign-in-again' });
    expect(await confirmTotp(actor, { sealed, code })).toMatchObject({ ok: true });
    expect(await confirmTotp(actor, { sealed, code })).toMatchObject({ code: 'totp-already-set' });
  });

  it('is taken away again by its owner', async () => {
    const { personId, email } = await makeAccount();
    const { actor } = await enrol((await signInAs(personId, { secondFactor: false })).actor);
    expect(await removeTotp(actor)).toMatchObject({ ok: true });
    const answer = await signIn(anonymous, { email, password: PASSWORD, visit: visit() });
    expect(answer).toMatchObject({ ok: true, value: { kind: 'signed-in' } });
    expect((await mailsTo(email)).at(-1)?.body).toContain('ein zweiter Faktor entfernt');
  });

  it('stays while an office asks for a second factor and there is no other', async () => {
    const { personId } = await makeAccount({ offices: [{ kind: 'moderator', unit: tree.bund }] });
    const { actor } = await enrol((await signInAs(personId, { secondFactor: false })).actor);
    expect(await removeTotp(actor)).toMatchObject({ ok: false, code: 'office-needs-second-factor' });
    const stale = { ...actor, signedInAt: new Date(0) };
    expect(await removeTotp(stale)).toMatchObject({ ok: false, code: 'sign-in-again' });
  });
});

describe('recovery codes', () => {
  it('each open the door once, and its owner is told', async () => {
    const { personId, email } = await makeAccount();
    const { codes } = await enrol((await signInAs(personId, { secondFactor: false })).actor);
    expect(await withCode(email, codes[0] ?? '')).toMatchObject({ ok: true });
    expect((await mailsTo(email)).at(-1)?.body).toContain('einem deiner Notfallcodes');
    expect(await withCode(email, codes[0] ?? '')).toMatchObject({ ok: false, code: 'code-wrong' });
    expect(await withCode(email, (codes[1] ?? '').toUpperCase())).toMatchObject({ ok: true });
  });

  it('open nobody else’s door', async () => {
    const [mine, theirs] = [await makeAccount(), await makeAccount()];
    const { codes } = await enrol((await signInAs(mine.personId, { secondFactor: false })).actor);
    await enrol((await signInAs(theirs.personId, { secondFactor: false })).actor);
    expect(await withCode(theirs.email, codes[0] ?? '')).toMatchObject({ ok: false, code: 'code-wrong' });
  });

  it('are replaced all at once', async () => {
    const { personId, email } = await makeAccount();
    const { codes, actor } = await enrol((await signInAs(personId, { secondFactor: false })).actor);
    const renewed = await renewRecoveryCodes(actor);
    if (!renewed.ok) throw new Error(renewed.code);
    expect(await withCode(email, codes[2] ?? '')).toMatchObject({ ok: false, code: 'code-wrong' });
    expect(await withCode(email, renewed.value.codes[2] ?? '')).toMatchObject({ ok: true });
  });

  it('are not made without a second factor', async () => {
    const { actor } = await signInAs((await makeAccount()).personId);
    expect(await renewRecoveryCodes(actor)).toMatchObject({ ok: false, code: 'second-factor-first' });
    expect(await renewRecoveryCodes(anonymous)).toMatchObject({ ok: false, code: 'sign-in-first' });
  });
});

describe('a lost second factor', () => {
  const pass = (hours: number) =>
    database().execute(
      sql`update mailed_token set not_before = not_before - make_interval(hours => ${hours})`,
    );

  it('is taken away by a mailed link, three days after it was reported with the password', async () => {
    const { email } = await makeAccount({ totp: true });
    expect(await reportSecondFactorLoss(anonymous, { step: await stepOf(email) })).toMatchObject({
      ok: true,
    });
    const token = await tokenMailedTo(email);
    await pass(71);
    expect(await dropSecondFactors(anonymous, { token })).toMatchObject({ ok: false, code: 'link-used-up' });
    await pass(1);
    expect(await dropSecondFactors(anonymous, { token })).toMatchObject({ ok: true });
    const answer = await signIn(anonymous, { email, password: PASSWORD, visit: visit() });
    expect(answer).toMatchObject({ ok: true, value: { kind: 'signed-in' } });
  });

  it('is withdrawn by signing in with it: then it was not lost', async () => {
    const { email } = await makeAccount({ totp: true });
    await reportSecondFactorLoss(anonymous, { step: await stepOf(email) });
    const token = await tokenMailedTo(email);
    expect(await withCode(email, codeNow())).toMatchObject({ ok: true });
    await pass(72);
    expect(await dropSecondFactors(anonymous, { token })).toMatchObject({ ok: false, code: 'link-used-up' });
  });

  it('cannot be reported without the password', async () => {
    for (const step of ['', 'AAAA']) {
      expect(await reportSecondFactorLoss(anonymous, { step })).toMatchObject({
        code: 'second-step-too-late',
      });
    }
  });
});
