import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  makeAccount,
  mailsTo,
  PASSWORD,
  tokenMailedTo,
} from '../../../../../tests/support/accounts/accounts.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { workOffJobs } from '../../../../../tests/support/jobs.ts';
import { plantTree, type SmallTree } from '../../../../../tests/support/people.ts';
import { signInAs } from '../../../../../tests/support/session.ts';
import { visit } from '../../../../../tests/support/accounts/visit.ts';
import { anonymous, type PersonActor } from '#lib/platform/actor.ts';
import { refuse } from '#lib/platform/outcome.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { actorOfSession, importAddress, registerAddressGuard } from '../index.ts';
import { accountJobs } from '../jobs.ts';
import { signIn } from '../sign-in/sign-in.ts';
import { addressChanges, addressChangesToApprove, addressOfMember } from './address-changes.ts';
import { approveAddressChange } from './approve-address-change.ts';
import { confirmAddressChange } from './confirm-address-change.ts';
import { proposeAddressChange } from './propose-address-change.ts';
import { requestAddressChange } from './request-address-change.ts';
import { stopAddressChange, stopAddressChangeByMail } from './stop-address-change.ts';

let db: TestDatabase;
let tree: SmallTree;
const frozen = new Set<string>();
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
  const objection = refuse(409, 'address-frozen');
  registerAddressGuard((_tx, personId) => Promise.resolve(frozen.has(personId) ? objection : null));
});
afterAll(() => db.drop());

let count = 0;
let fresh = '';
beforeEach(() => {
  count += 1;
  fresh = `Neu${count}@example.org`;
});

const canEnter = async (email: string): Promise<boolean> =>
  (await signIn(anonymous, { email, password: PASSWORD, visit: visit() })).ok;

async function member() {
  const made = await makeAccount({ memberOf: tree.kreis1 });
  const { actor, value } = await signInAs(made.personId);
  return { ...made, actor, value };
}

async function officer(unit = tree.land1): Promise<PersonActor> {
  const { personId } = await makeAccount({ offices: [{ kind: 'membership-officer', unit }] });
  return (await signInAs(personId)).actor;
}

describe('changing one’s own address', () => {
  it('takes a link mailed to the new one; the old one is told twice, other sessions end', async () => {
    const { actor, email, personId } = await member();
    const phone = await signInAs(personId);
    expect(await requestAddressChange(actor, { email: fresh })).toMatchObject({ ok: true });
    expect(await canEnter(fresh)).toBe(false);
    const token = await tokenMailedTo(fresh);
    expect(await confirmAddressChange(anonymous, { token })).toMatchObject({ ok: true });
    expect(await canEnter(fresh.toLowerCase())).toBe(true);
    expect(await canEnter(email)).toBe(false);
    expect(await actorOfSession(phone.value, new Date())).toBeNull();
    const told = (await mailsTo(email)).map((one) => one.body);
    expect(told[0]).toContain('Noch gilt diese hier');
    expect(told[1]).toContain('wurde gerade geändert');
    expect(await confirmAddressChange(anonymous, { token })).toMatchObject({ code: 'link-used-up' });
  });

  it('[P-08] says the same when the new address belongs to somebody, who alone is told', async () => {
    const [mine, other] = [await member(), await member()];
    const free = await requestAddressChange((await member()).actor, { email: fresh });
    expect(await requestAddressChange(mine.actor, { email: other.email.toUpperCase() })).toEqual(free);
    expect((await mailsTo(other.email)).at(-1)?.subject).toContain('du hast schon ein Konto');
    expect(await canEnter(other.email)).toBe(true);
  });

  it('is refused after a stale sign-in, for the same address, a second time in five minutes, for nobody', async () => {
    const { actor, email } = await member();
    const stale = { ...actor, signedInAt: new Date(0) };
    expect(await requestAddressChange(stale, { email: fresh })).toMatchObject({ code: 'sign-in-again' });
    expect(await requestAddressChange(actor, { email })).toMatchObject({ code: 'address-unchanged' });
    expect(await requestAddressChange(anonymous, { email: fresh })).toMatchObject({ code: 'sign-in-first' });
    expect(await requestAddressChange(actor, { email: fresh })).toMatchObject({ ok: true });
    expect(await requestAddressChange(actor, { email: `x${fresh}` })).toMatchObject({
      code: 'mail-just-sent',
    });
  });

  it('does not take an address that somebody else got in between', async () => {
    const { actor, email } = await member();
    await requestAddressChange(actor, { email: fresh });
    const token = await tokenMailedTo(fresh);
    const other = await member();
    await database().execute(sql`update account set email = ${fresh} where id = ${other.id}`);
    expect(await confirmAddressChange(anonymous, { token })).toMatchObject({ code: 'link-used-up' });
    expect(await canEnter(email)).toBe(true);
  });

  it('is refused while a sealed roll freezes it, before and after the link was mailed', async () => {
    const { actor, email, personId } = await member();
    await requestAddressChange(actor, { email: fresh });
    const token = await tokenMailedTo(fresh);
    frozen.add(personId);
    expect(await confirmAddressChange(anonymous, { token })).toMatchObject({
      ok: false,
      code: 'address-frozen',
    });
    expect(await requestAddressChange(actor, { email: fresh })).toMatchObject({ code: 'address-frozen' });
    expect(await canEnter(email)).toBe(true);
    frozen.delete(personId);
    expect(await confirmAddressChange(anonymous, { token })).toMatchObject({ ok: true });
  });
});

describe('an import', () => {
  const bring = (personId: string, email: string) =>
    transact((tx) => importAddress(tx, { kind: 'system', reason: 'import' }, { personId, email }));

  it('corrects an address that was never used, and no other', async () => {
    const silent = await makeAccount({ password: null });
    const { personId, email } = await member();
    expect(await bring(silent.personId, fresh)).toMatchObject({ ok: true, value: 'changed' });
    expect(await bring(silent.personId, email)).toMatchObject({ ok: true, value: 'taken' });
    expect(await bring(personId, `x${fresh}`)).toMatchObject({ ok: true, value: 'kept' });
    expect(await canEnter(email)).toBe(true);
  });

  it('refuses the row of a frozen address, unless it changes nothing', async () => {
    const silent = await makeAccount({ password: null });
    frozen.add(silent.personId);
    expect(await bring(silent.personId, fresh)).toMatchObject({ ok: false, code: 'address-frozen' });
    expect(await bring(silent.personId, silent.email)).toMatchObject({ ok: true, value: 'unchanged' });
  });
});

describe('the change of a frozen address by officers', () => {
  const propose = (actor: PersonActor, personId: string, email = fresh) =>
    proposeAddressChange(actor, { personId, email, reason: 'Das alte Postfach gibt es nicht mehr.' });

  async function proposed() {
    const [first, second, person] = [await officer(), await officer(), await member()];
    frozen.add(person.personId);
    const answer = await propose(first, person.personId);
    if (!answer.ok) throw new Error(answer.code);
    return { first, second, person, id: answer.value.id };
  }
  const work = () => workOffJobs(accountJobs, { early: true });
  const pass = (id: string, hours: number) =>
    database().execute(sql`update address_change
      set effective_at = effective_at - make_interval(hours => ${hours}) where id = ${id}`);

  it('[B-21] takes two officers, a mail to the old address and 72 hours', async () => {
    const { second, person, id } = await proposed();
    expect(await approveAddressChange(second, { id })).toMatchObject({ ok: true });
    const told = (await mailsTo(person.email)).at(-1);
    expect(told?.subject).toContain('deine Adresse soll geändert werden');
    await pass(id, 71);
    await work();
    expect(await canEnter(fresh)).toBe(false);
    await pass(id, 1);
    await work();
    expect(await canEnter(fresh)).toBe(true);
    expect(await canEnter(person.email)).toBe(false);
    expect(await actorOfSession(person.value, new Date())).toBeNull();
    const codes = await database().execute(
      sql`select code from evidence where subject_id = ${id} order by id`,
    );
    expect(codes.map((row) => row.code)).toEqual([
      'address-change-proposed',
      'address-change-approved',
      'address-change-applied',
    ]);
  });

  it('is not approved by the first officer, the person, another unit, a stale sign-in, one without second factor', async () => {
    const { first, second, person, id } = await proposed();
    expect(await approveAddressChange(first, { id })).toMatchObject({ code: 'second-officer-needed' });
    const elsewhere = await officer(tree.land2);
    for (const actor of [person.actor, elsewhere, { ...second, secondFactor: false }, anonymous]) {
      expect(await approveAddressChange(actor, { id })).toMatchObject({ ok: false, status: 404 });
    }
    const stale = { ...second, signedInAt: new Date(0) };
    expect(await approveAddressChange(stale, { id })).toMatchObject({ code: 'sign-in-again' });
    expect((await addressChanges(second))?.find((one) => one.id === id)?.state).toBe('proposed');
  });

  it('refuses in SQL what no command does: one officer, the person, no waiting', async () => {
    const { first, second, person, id } = await proposed();
    const write = (set: ReturnType<typeof sql>) =>
      database().execute(sql`update address_change set ${set} where id = ${id}`);
    const later = sql`effective_at = now() + interval '72 hours'`;
    await expect(write(sql`approved_by = ${first.personId}, ${later}`)).rejects.toThrow();
    await expect(write(sql`approved_by = ${person.personId}, ${later}`)).rejects.toThrow();
    await expect(write(sql`applied_at = now()`)).rejects.toThrow();
    await write(sql`approved_by = ${second.personId}, ${later}`);
    await expect(write(sql`applied_at = now()`)).rejects.toThrow();
  });

  it('is stopped from the old address, signed in or not, and then never happens', async () => {
    const { second, person, id } = await proposed();
    await approveAddressChange(second, { id });
    const token = await tokenMailedTo(person.email);
    expect(await stopAddressChangeByMail(anonymous, { token })).toMatchObject({ ok: true });
    await pass(id, 72);
    await work();
    expect(await canEnter(person.email)).toBe(true);
    expect(await canEnter(fresh)).toBe(false);
    expect(await stopAddressChangeByMail(anonymous, { token })).toMatchObject({ code: 'link-used-up' });
    expect(await approveAddressChange(second, { id })).toMatchObject({ code: 'address-change-decided' });
  });

  it('is stopped by an officer of the unit, and by nobody else', async () => {
    const { first, id } = await proposed();
    expect(await stopAddressChange(await officer(tree.land2), { id })).toMatchObject({ status: 404 });
    expect(await stopAddressChange(first, { id })).toMatchObject({ ok: true });
    expect(await stopAddressChange(first, { id })).toMatchObject({ code: 'address-change-decided' });
  });

  it('is not proposed for oneself, for strangers, twice at a time, or to a taken address', async () => {
    const { first, second, person } = await proposed();
    const other = await member();
    expect(await propose(first, first.personId)).toMatchObject({ ok: false, status: 404 });
    expect(await propose(await officer(tree.land2), person.personId)).toMatchObject({ status: 404 });
    expect(await propose(person.actor, other.personId)).toMatchObject({ status: 404 });
    expect(await propose(second, person.personId, `y${fresh}`)).toMatchObject({
      code: 'address-change-open',
    });
    expect(await propose(second, other.personId, person.email)).toMatchObject({ code: 'address-taken' });
    expect(await propose(second, other.personId, other.email)).toMatchObject({ code: 'address-unchanged' });
  });

  it('is listed for officers of the unit, and for nobody else', async () => {
    const { first, second, person, id } = await proposed();
    const listed = (await addressChanges(second))?.find((one) => one.id === id);
    expect(listed).toMatchObject({ oldEmail: person.email, newEmail: fresh, trouble: null });
    const own = (await addressChanges(first))?.find((one) => one.id === id);
    expect(own?.trouble).toBe('second-officer-needed');
    expect((await addressChanges(await officer(tree.land2)))?.some((one) => one.id === id)).toBe(false);
    expect(await addressChanges(person.actor)).toBeNull();
    expect(await addressOfMember(second, person.personId)).toMatchObject({ email: person.email });
    expect(await addressOfMember(await officer(tree.land2), person.personId)).toBeNull();
  });

  it('calls for another officer of the unit, until it is decided', async () => {
    const { first, second, person, id } = await proposed();
    const calls = async (actor: PersonActor) => (await addressChangesToApprove(actor)).length;
    const before = await calls(second);
    expect(before).toBeGreaterThan(0);
    expect(await calls(first)).toBe(before - 1);
    expect(await calls(person.actor)).toBe(0);
    expect(await calls(await officer(tree.land2))).toBe(0);
    expect(await calls({ ...second, secondFactor: false })).toBe(0);
    await stopAddressChange(second, { id });
    expect(await calls(second)).toBe(before - 1);
  });
});
