import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccountFor } from '#lib/accounts/server/index.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { registerReaction } from '#lib/platform/server/facts.server.ts';
import { testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { actorOf, makePerson } from '../../../../tests/support/people.ts';
import { FUTURE, layOpen, type RollStage, setRollStage } from '../testing/roll-stage.ts';
import { decideLine } from './decide/decide-line.ts';
import { decideObjection } from './decide/decide-objection.ts';
import { raiseObjection } from './decide/raise-objection.ts';
import { approveSeal, lineOf } from './index.ts';
import { ownRoll } from './pages/own-rolls.ts';
import { tellByMail } from './reactions.ts';
import { recomputeRollAgain } from './recompute-roll.ts';

let db: TestDatabase;
let stage: RollStage;
beforeAll(async () => {
  db = await testDatabase();
  stage = await setRollStage();
  registerReaction(tellByMail);
});
afterAll(() => db.drop());

const withAccount = async (personId: string, email: string, locale: 'de' | 'en' = 'de') => {
  await transact((tx) => createAccountFor(tx, { personId, email, locale }));
};
const mailsTo = (email: string) =>
  database().execute<{ subject: string; body: string }>(
    sql`select subject, body from mail where recipient = ${email}`,
  );
const reason = 'Der Ausweis lag im Büro vor.';
const title = 'Bus und Bahn';

describe('mail about a roll', () => {
  it('tells a member what was decided where data was missing, in their language and once', async () => {
    const person = await makePerson({ memberOf: stage.tree.kreis1, bornOn: null });
    await withAccount(person, 'ageless@example.org', 'en');
    const rollId = await layOpen(stage, { rule: { kind: 'minimum-age', years: 14 }, title });
    const line = await lineOf(database(), rollId, person);
    await decideLine(stage.officer, { rollId, lineId: line?.lineId ?? '', verdict: 'yes', reason });
    const [mail, second] = await mailsTo('ageless@example.org');
    expect(mail).toMatchObject({ subject: 'Your line on the roll has been answered' });
    expect(mail?.body).toContain('“Bus und Bahn”');
    expect(mail?.body).toContain('Now it is settled: entitled.');
    expect(mail?.body).toContain(`/rolls/${rollId}/me`);
    expect(second).toBeUndefined();
  });

  it('tells a member how the objection was decided, with the reason', async () => {
    const person = await makePerson({ memberOf: stage.tree.kreis1, bornOn: '2015-01-01' });
    await withAccount(person, 'young@example.org');
    const rollId = await layOpen(stage, {
      rule: { kind: 'minimum-age', years: 14 },
      title,
      objectionUntil: FUTURE,
    });
    const actor = await actorOf(person);
    await raiseObjection(actor, { rollId, text: 'Ich bin 1985 geboren.' });
    const [objection] = (await ownRoll(database(), actor, rollId))?.objections ?? [];
    const objectionId = objection?.id ?? '';
    await decideObjection(stage.committee[0], { rollId, objectionId, decision: 'dismissed', reason });
    const [mail] = await mailsTo('young@example.org');
    expect(mail?.body).toContain('zurückgewiesen');
    expect(mail?.body).toContain(reason);
  });

  it('[R-01] warns those who sealed when somebody reaches for the sealed roll, once for each kind of attempt', async () => {
    await withAccount(stage.committee[0].personId, 'sealer@example.org');
    const rollId = await layOpen(stage, { title });
    for (const actor of stage.committee) await transact((tx) => approveSeal(tx, actor, rollId));
    await recomputeRollAgain(stage.committee[1], { rollId });
    await recomputeRollAgain(stage.committee[1], { rollId });
    const mails = await mailsTo('sealer@example.org');
    expect(mails).toHaveLength(1);
    expect(mails[0]?.body).toContain('Das Verzeichnis ist versiegelt');
  });

  it('goes to nobody who has no account, and does not fail for it', async () => {
    const person = await makePerson({ memberOf: stage.tree.kreis1, bornOn: null });
    const rollId = await layOpen(stage, { rule: { kind: 'minimum-age', years: 14 } });
    const line = await lineOf(database(), rollId, person);
    const decided = await decideLine(stage.officer, {
      rollId,
      lineId: line?.lineId ?? '',
      verdict: 'no',
      reason,
    });
    expect(decided).toMatchObject({ ok: true });
  });
});
