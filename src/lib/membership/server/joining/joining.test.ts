import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { fact, mail } from '#lib/platform/server/tables.ts';
import { mailsTo } from '../../../../../tests/support/accounts/accounts.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { applied, applyAs, houseToJoin, typedForm } from '../../../../../tests/support/joining.ts';
import { makePerson } from '../../../../../tests/support/people.ts';
import { applyShape } from '../../joining/application.ts';
import { applicant, application, applicationConsent, membership, person } from '../tables.ts';
import { confirmApplication } from './applying/confirm-application.ts';
import { consentsNow } from './applying/consents.ts';
import { mailedApplication } from './applying/mailed-link.ts';
import { withdrawApplication } from './applying/withdraw-application.ts';

let db: TestDatabase;
let agreed: string[];
beforeAll(async () => {
  db = await testDatabase();
  await houseToJoin();
  agreed = (await consentsNow(database())).map(({ id }) => id);
});
afterAll(() => db.drop());

const all = () => database().select().from(application);

/** Everything an application may leave behind. */
async function traces(): Promise<unknown> {
  const mails = await database().select({ subject: mail.subject }).from(mail);
  return { rows: await all(), people: await database().select().from(applicant), mails };
}

const stateOf = async (id: string) =>
  (await database().select().from(application).where(eq(application.id, id)))[0]?.state;

describe('applying', () => {
  it('keeps what was said and what was agreed to, and mails a link; no board knows of it yet', async () => {
    const { id } = await applied('erste@example.org', { words: 'Guten Tag!\r\nIch helfe gern.' });
    expect(await stateOf(id)).toBe('unconfirmed');
    const [own] = await database().select().from(applicant).where(eq(applicant.applicationId, id));
    expect(own).toMatchObject({ familyName: 'Gier', words: 'Guten Tag!\nIch helfe gern.', gender: null });
    const consents = await database()
      .select()
      .from(applicationConsent)
      .where(eq(applicationConsent.applicationId, id));
    expect(consents.map(({ consentTextId }) => consentTextId).sort()).toEqual([...agreed].sort());
    expect(await database().select().from(fact).where(eq(fact.subjectId, id))).toEqual([]);
  });

  it('[W-17] answers and leaves the same, whether the address is a member’s or nobody’s', async () => {
    await makePerson({ email: 'mitglied@example.org', givenName: 'Neu', familyName: 'Gier' });
    const known = await applyAs({ email: 'mitglied@example.org' });
    const unknown = await applyAs({ email: 'niemand@example.org' });
    expect(known).toEqual({ ok: true, value: undefined });
    expect(unknown).toEqual(known);
    const [one] = await mailsTo('mitglied@example.org');
    const [another] = await mailsTo('niemand@example.org');
    const plain = (text = '') => text.replace(/token=\w+/, '');
    expect(plain(one?.body)).toBe(plain(another?.body));
    expect(one?.body).not.toContain('Gier');
  });

  it('of somebody too young is refused with article and day, and leaves nothing', async () => {
    const before = await traces();
    expect(await applyAs({ bornOn: '2015-06-01' })).toMatchObject({
      ok: false,
      code: 'joining-too-young',
      params: { article: '§ 2', age: 14, from: '2029-06-01' },
    });
    expect(await applyAs({ otherParty: 'yes' })).toMatchObject({
      ok: false,
      code: 'joining-other-party',
      params: { article: '§ 2' },
    });
    expect(await applyAs({ bornOn: '2199-01-01' })).toMatchObject({ ok: false, code: 'born-in-future' });
    expect(await applyAs({ unitNumber: '99999' })).toMatchObject({ ok: false, code: 'unit-not-there' });
    expect(await traces()).toEqual(before);
  });

  it('needs consent to every text as it stands now, and to no other', async () => {
    const before = await traces();
    const refused = { ok: false, code: 'consent-missing' };
    expect(await applyAs({ agreed: agreed.slice(1) })).toMatchObject(refused);
    expect(await applyAs({ agreed: [...agreed, crypto.randomUUID()] })).toMatchObject(refused);
    expect(await applyAs({ agreed: agreed.map(() => crypto.randomUUID()) })).toMatchObject(refused);
    expect(await traces()).toEqual(before);
  });

  it('[W-15] is slowed per address, from whatever networks it comes, and says the same of any address', async () => {
    const many = async (email: string) => {
      const codes: string[] = [];
      for (let i = 0; i < 5; i += 1) {
        const outcome = await applyAs({ email });
        codes.push(outcome.ok ? 'done' : outcome.code);
      }
      return codes;
    };
    const expected = ['done', 'done', 'done', 'slow-down', 'slow-down'];
    expect(await many('Voll@example.org')).toEqual(expected);
    expect(await applyAs({ email: 'voll@EXAMPLE.org' })).toMatchObject({ ok: false, code: 'slow-down' });
    await makePerson({ email: 'voll2@example.org' });
    expect(await many('voll2@example.org')).toEqual(expected);
  });

  it('[W-15] is slowed per network, whatever addresses are typed', async () => {
    const outcomes = [];
    for (let i = 0; i < 12; i += 1)
      outcomes.push(await applyAs({ email: `n${i}@example.org` }, '192.0.2.77'));
    expect(outcomes.map(({ ok }) => ok)).toEqual(Array.from({ length: 12 }, (_, i) => i < 10));
  });

  it.each([
    ['a name with a line break', { givenName: 'Neu\r\nBcc: x@example.org' }, 'field-not-understood'],
    ['a name that is a formula', { familyName: '=1+1' }, 'field-like-formula'],
    ['an address with a header in it', { email: 'a@example.org\nBcc: b@example.org' }, 'address-malformed'],
    ['two addresses', { email: 'a@example.org, b@example.org' }, 'address-malformed'],
    ['no birthday', { bornOn: '' }, undefined],
    ['a postcode of four digits', { postcode: '2493' }, 'postcode-not-understood'],
    ['no answer about other parties', { otherParty: undefined }, 'choice-missing'],
    ['no consent at all', { agreed: undefined }, 'consent-missing'],
    ['words without end', { words: 'x'.repeat(1001) }, 'field-too-long'],
    ['words that a terminal would obey', { words: 'a\u001b[2Jb' }, 'field-not-understood'],
    ['a gender that nobody was asked', { gender: 'x' }, undefined],
  ])('[W-33] is not understood with %s', async (_, wish, code) => {
    expect(applyShape.safeParse(await typedForm()).success).toBe(true);
    const parsed = applyShape.safeParse(await typedForm(wish));
    expect(parsed.success).toBe(false);
    if (code) expect(parsed.error?.issues.map(({ message }) => message)).toContain(code);
  });

  it('[W-18] takes nothing that the form does not ask', async () => {
    const more = { state: 'admitted', decideBy: '2000-01-01', personId: crypto.randomUUID(), ags: '09161' };
    const { id } = await applied('masse@example.org', {
      ...more,
      network: 'x',
      locale: 'en',
      foldedName: 'x',
    });
    const [row] = await database().select().from(application).where(eq(application.id, id));
    expect(row).toMatchObject({ state: 'unconfirmed', decideBy: null, personId: null });
    const [own] = await database().select().from(applicant).where(eq(applicant.applicationId, id));
    expect(own).toMatchObject({ ags: null, locale: 'de', foldedName: 'gier neu' });
  });
});

describe('the mailed link', () => {
  it('[W-33] shows without changing anything, confirms once, and says the same again', async () => {
    const { token, id } = await applied('link@example.org', { familyName: 'Link' });
    const before = await all();
    expect(await mailedApplication(token)).toMatchObject({ state: 'unconfirmed' });
    expect(await all()).toEqual(before);
    expect(await confirmApplication(anonymous, { token })).toEqual({ ok: true, value: undefined });
    const confirmed = await all();
    expect(await confirmApplication(anonymous, { token })).toEqual({ ok: true, value: undefined });
    expect(await all()).toEqual(confirmed);
    expect(await stateOf(id)).toBe('waiting');
    const facts = await database().select().from(fact).where(eq(fact.subjectId, id));
    expect(facts.map(({ kind }) => kind)).toEqual(['membership.application-confirmed']);
  });

  it('of somebody else, made up, or too old does nothing', async () => {
    const { token, id } = await applied('alt@example.org', { familyName: 'Alt' });
    const gone = { ok: false, status: 410, code: 'link-used-up' };
    expect(await confirmApplication(anonymous, { token: 'x'.repeat(22) })).toEqual(gone);
    expect(await withdrawApplication(anonymous, { token: token.slice(0, -1) })).toEqual(gone);
    const hash = await database().select().from(application).where(eq(application.id, id));
    expect(await confirmApplication(anonymous, { token: hash[0]!.linkHash })).toEqual(gone);
    await database().execute(sql`update application set link_expires_at = house_now() where id = ${id}`);
    expect(await mailedApplication(token)).toBeNull();
    expect(await confirmApplication(anonymous, { token })).toEqual(gone);
    expect(await stateOf(id)).toBe('unconfirmed');
    await applyAs({ email: 'putzt@example.org' });
    expect(await stateOf(id)).toBeUndefined();
  });

  it('takes back at any time before the decision, and what was said is gone', async () => {
    for (const confirm of [false, true]) {
      const { token, id } = await applied(`zurueck${confirm}@example.org`, { familyName: 'Zurück' });
      if (confirm) await confirmApplication(anonymous, { token });
      expect(await withdrawApplication(anonymous, { token })).toMatchObject({ ok: true });
      expect(await withdrawApplication(anonymous, { token })).toMatchObject({ ok: true });
      expect(await stateOf(id)).toBe('withdrawn');
      expect(await database().select().from(applicant).where(eq(applicant.applicationId, id))).toEqual([]);
      expect(await confirmApplication(anonymous, { token })).toMatchObject({ ok: false, status: 410 });
    }
  });

  it('tells the owner of the mailbox alone that an application waits already', async () => {
    const first = await applied('doppelt@example.org', { familyName: 'Doppelt' });
    const second = await applied('doppelt@example.org', { familyName: 'DOPPELT' });
    const sister = await applied('doppelt@example.org', { givenName: 'Schwester', familyName: 'Doppelt' });
    await confirmApplication(anonymous, first);
    expect(await confirmApplication(anonymous, second)).toMatchObject({
      ok: false,
      status: 409,
      code: 'application-already-waiting',
    });
    expect(await stateOf(second.id)).toBe('unconfirmed');
    expect(await confirmApplication(anonymous, sister)).toMatchObject({ ok: true });
  });

  it('of two copies that come at once confirms one', async () => {
    const twins = [await applied('zwei@example.org', { familyName: 'Zwei' })];
    twins.push(await applied('zwei@example.org', { familyName: 'Zwei' }));
    const outcomes = await Promise.all(twins.map((one) => confirmApplication(anonymous, one)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('makes nobody a member', async () => {
    const people = await database().select().from(person);
    const members = await database().select().from(membership);
    const { token } = await applied('nie@example.org', { familyName: 'Nie' });
    await confirmApplication(anonymous, { token });
    expect(await database().select().from(person)).toEqual(people);
    expect(await database().select().from(membership)).toEqual(members);
  });
});
