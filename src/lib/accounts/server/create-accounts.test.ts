import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailsTo, tokenMailedTo } from '../../../../tests/support/accounts/accounts.ts';
import { testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { workOffJobs } from '../../../../tests/support/jobs.ts';
import { makePerson } from '../../../../tests/support/people.ts';
import { signInAs } from '../../../../tests/support/session.ts';
import { visit } from '../../../../tests/support/accounts/visit.ts';
import { anonymous } from '#lib/platform/actor.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import {
  accountOf,
  actorOfSession,
  closeAccountOf,
  createAccountFor,
  createAccountsFor,
  inviteAccounts,
  recipientOf,
  recipientsOf,
} from './index.ts';
import { accountJobs } from './jobs.ts';
import { setNewPassword } from './recovery/set-new-password.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const PASSWORD = 'sieben Dachse am Deich';
const work = () => workOffJobs(accountJobs);
const create = (personId: string, email: string) =>
  transact((tx) => createAccountFor(tx, { personId, email, locale: 'de' }));

describe('an account for a member', () => {
  it('comes with an activation link, and is nothing until it was followed', async () => {
    const personId = await makePerson();
    expect(await create(personId, 'anna@example.org')).toMatchObject({ ok: true });
    await work();
    expect(await accountOf(database(), personId)).toMatchObject({
      email: 'anna@example.org',
      isActivated: false,
    });
    const token = await tokenMailedTo('anna@example.org');
    const input = { token, password: PASSWORD, visit: visit() };
    expect(await setNewPassword(anonymous, input)).toMatchObject({ ok: true });
    expect(await accountOf(database(), personId)).toMatchObject({ isActivated: true });
  });

  it('is written to in its own language', async () => {
    const personId = await makePerson();
    const given = { personId, email: 'brigid@example.org', locale: 'en' } as const;
    await transact((tx) => createAccountFor(tx, given));
    await work();
    const [mail] = await mailsTo('brigid@example.org');
    expect(mail?.subject).toContain('your access');
  });

  it('[W-17] is not registered twice: the second attempt changes nothing and mails nothing', async () => {
    const personId = await makePerson();
    await create(personId, 'carl@example.org');
    await work();
    expect(await create(personId, 'dieb@example.org')).toMatchObject({ ok: true });
    await work();
    expect(await accountOf(database(), personId)).toMatchObject({ email: 'carl@example.org' });
    expect(await mailsTo('dieb@example.org')).toEqual([]);
  });

  it('[W-17] is one for each address: in a family that shares a mailbox the second person gets none', async () => {
    const [first, second] = [await makePerson(), await makePerson()];
    expect(await create(first, 'familie@example.org')).toMatchObject({ ok: true });
    const refused = { ok: false, status: 409, code: 'address-taken' };
    expect(await create(second, 'Familie@Example.org')).toMatchObject(refused);
    expect(await accountOf(database(), second)).toBeNull();
    expect(await accountOf(database(), first)).toMatchObject({ email: 'familie@example.org' });
  });

  it('[W-17] is opened by the mailed secret alone, not by anything known about the member', async () => {
    const personId = await makePerson({ number: 'M-4711', bornOn: '1980-05-17' });
    await create(personId, 'dora@example.org');
    await work();
    for (const token of ['M-4711', '1980-05-17', 'M47111980', personId]) {
      const input = { token, password: PASSWORD, visit: visit() };
      expect(await setNewPassword(anonymous, input)).toMatchObject({ ok: false, code: 'link-used-up' });
    }
    expect(await accountOf(database(), personId)).toMatchObject({ isActivated: false });
  });
});

describe('a whole import', () => {
  it('gets its accounts in one go, tells whose address was taken, and mails nobody unasked', async () => {
    const ids = await Promise.all(Array.from({ length: 7 }, () => makePerson()));
    const given = ids.map((personId, i) => ({
      personId,
      email: `i${i % 6}@example.org`,
      locale: 'de' as const,
    }));
    const { taken } = await transact((tx) => createAccountsFor(tx, given, { invite: false }));
    expect(taken).toEqual([ids[6]]);
    expect(await work()).toEqual([]);
    await transact((tx) => inviteAccounts(tx, ids));
    await work();
    expect(await mailsTo('i3@example.org')).toHaveLength(1);
  });

  it('mails each link once, though the job runs twice', async () => {
    const personId = await makePerson();
    await create(personId, 'emil@example.org');
    await work();
    await transact((tx) => inviteAccounts(tx, [personId]));
    const [job] = accountJobs.filter((one) => one.name === 'accounts-send-invitations');
    await Promise.all([job?.run({} as never), job?.run({} as never)]);
    expect(await mailsTo('emil@example.org')).toHaveLength(2);
  });

  it('takes twelve thousand accounts at once, more than one statement has parameters for', async () => {
    const given = Array.from({ length: 12_000 }, (_, i) => ({
      personId: crypto.randomUUID(),
      email: `masse${i}@example.org`,
      locale: 'de' as const,
    }));
    const { taken } = await transact((tx) => createAccountsFor(tx, given, { invite: false }));
    expect(taken).toEqual([]);
  });
});

describe('a closed account', () => {
  it('[W-14] ends every session, opens to nobody, gets no mail, and frees its address', async () => {
    const personId = await makePerson();
    await create(personId, 'frieda@example.org');
    const { value } = await signInAs(personId);
    await transact((tx) => closeAccountOf(tx, personId));
    expect(await actorOfSession(value, new Date())).toBeNull();
    expect(await accountOf(database(), personId)).toBeNull();
    expect(await recipientOf(database(), personId)).toBeNull();
    const other = await makePerson();
    expect(await create(other, 'frieda@example.org')).toMatchObject({ ok: true });
  });
});

it('finds recipients for many people at once and leaves out who has no account', async () => {
  const [known, unknown] = [await makePerson(), await makePerson()];
  await create(known, 'gisela@example.org');
  const found = await recipientsOf(database(), [known, unknown]);
  expect(found).toEqual([{ personId: known, email: 'gisela@example.org', locale: 'de' }]);
});

it('[R-04] keeps nothing in its tables that signs in by itself', async () => {
  const personId = await makePerson();
  await create(personId, 'hilde@example.org');
  await work();
  const token = await tokenMailedTo('hilde@example.org');
  const { value } = await signInAs(personId);
  const tables = [
    'account',
    'session',
    'passkey',
    'recovery_code',
    'mailed_token',
    'spent_seal',
    'setup_token',
  ];
  const rows = [];
  for (const table of tables)
    rows.push(await database().execute(sql`select * from ${sql.identifier(table)}`));
  const dump = JSON.stringify(rows);
  expect(dump).not.toContain(token);
  expect(dump).not.toContain(value);
  for (const hash of dump.match(/[0-9a-f]{64}/g) ?? [])
    expect(await actorOfSession(hash, new Date())).toBeNull();
});
