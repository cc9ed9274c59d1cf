import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailsTo, PASSWORD } from '../../../../../tests/support/accounts/accounts.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { makePerson, plantTree } from '../../../../../tests/support/people.ts';
import { signInAs } from '../../../../../tests/support/session.ts';
import { visit } from '../../../../../tests/support/accounts/visit.ts';
import { anonymous, type PersonActor } from '#lib/platform/actor.ts';
import { config } from '#lib/platform/server/config.server.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { actorOfSession, createPersona, houseDoor, offerSetup } from '../index.ts';
import { enterAsPersona } from '../persona/enter-as-persona.ts';
import { personas } from '../persona/personas.ts';
import { foundHouse } from './found-house.ts';
import { writeHouseTexts } from './write-house-texts.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const form = {
  partyName: 'Partei für alle',
  givenName: 'Ada',
  familyName: 'Lovelace',
  email: 'ada@example.org',
  password: PASSWORD,
  locale: 'de' as const,
};
const found = (token: string) => foundHouse(anonymous, { ...form, token, visit: visit() });
const text = 'Verantwortlich nach § 5 DDG: Partei für alle, Musterweg 1, 12345 Musterstadt.';

async function printed(): Promise<string[]> {
  const lines: string[] = [];
  await offerSetup((token) => lines.push(token));
  return lines;
}

describe('an empty house', () => {
  let first: PersonActor;

  it('belongs to nobody, and every starting process prints a token of its own', async () => {
    expect(await houseDoor()).toBe('unfounded');
    const tokens = [...(await printed()), ...(await printed())];
    expect(new Set(tokens).size).toBe(2);
    const dump = JSON.stringify(await database().execute(sql`select * from setup_token`));
    for (const token of tokens) expect(dump).not.toContain(token);
  });

  it.each(['', 'erfunden', '0'.repeat(22)])('is not founded with the token %j', async (token) => {
    expect(await found(token)).toMatchObject({ ok: false, code: 'setup-token-wrong' });
    expect(await houseDoor()).toBe('unfounded');
  });

  it('is founded once, though two come at the same time', async () => {
    const [a, b] = [...(await printed()), ...(await printed())];
    const answers = await Promise.all([found(a ?? ''), found(b ?? '')]);
    const opened = answers.filter((answer) => answer.ok);
    expect(opened).toHaveLength(1);
    const [answer] = opened;
    if (!answer?.ok) throw new Error('not founded');
    expect(answer.value.to).toBe('/setup/next');
    const entered = await actorOfSession(answer.value.session.sessionId, new Date());
    if (!entered) throw new Error('no session');
    first = entered.actor;
    expect(first.powers.map((held) => held.power)).toContain('offices.write');
    expect(first.powers.every((held) => /^\/\d+\/$/.test(held.unitPath))).toBe(true);
    expect((await mailsTo(form.email)).map((mail) => mail.subject)).toEqual([
      'Partei für alle: der Mailversand funktioniert',
    ]);
  });

  it('prints no token any more and takes none that was printed before', async () => {
    expect(await printed()).toEqual([]);
    expect(await database().execute(sql`select * from setup_token`)).toEqual([]);
    expect(await found('erfunden')).toMatchObject({ ok: false, code: 'setup-token-wrong' });
  });

  it('stays closed to strangers until the board has written imprint and privacy notice', async () => {
    expect(await houseDoor()).toBe('closed');
    const texts = { imprint: text, privacy: text };
    expect(await writeHouseTexts(first, texts)).toMatchObject({ ok: false, status: 404 });
    expect(await writeHouseTexts(anonymous, texts)).toMatchObject({ ok: false, status: 404 });
    expect(await houseDoor()).toBe('closed');
    expect(await writeHouseTexts({ ...first, secondFactor: true }, texts)).toMatchObject({ ok: true });
    expect(await houseDoor()).toBe('open');
  });
});

describe('a persona of the demo', () => {
  const enter = () => enterAsPersona(anonymous, { persona: 'member', visit: visit() });

  it('is entered with one click, counts as proved, and is listed by name', async () => {
    const tree = await plantTree().catch(() => null);
    const personId = await makePerson({ givenName: 'Mia', familyName: 'Muster' });
    const given = { personId, email: 'mia@demo.example', locale: 'de', persona: 'member' } as const;
    await transact((tx) => createPersona(tx, given));
    expect(await personas()).toEqual([{ persona: 'member', name: 'Mia Muster' }]);
    const answer = await enter();
    if (!answer.ok) throw new Error(answer.code);
    const later = new Date(Date.now() + 86_400_000);
    const entered = await actorOfSession(answer.value.session.sessionId, later);
    expect(entered?.actor).toMatchObject({ personId, secondFactor: true, signedInAt: later });
    expect(tree).toBeNull();
  });

  it('does not exist in a production house, not even for a session that was opened before', async () => {
    const answer = await enter();
    if (!answer.ok) throw new Error(answer.code);
    const settings = config() as { STIMMHAUS_MODE: string };
    const before = settings.STIMMHAUS_MODE;
    settings.STIMMHAUS_MODE = 'production';
    try {
      expect(await enter()).toMatchObject({ ok: false, status: 404 });
      expect(await personas()).toBeNull();
      expect(await actorOfSession(answer.value.session.sessionId, new Date())).toBeNull();
    } finally {
      settings.STIMMHAUS_MODE = before;
    }
  });

  it('is not an ordinary account that merely has no such mark', async () => {
    const personId = await makePerson();
    const { actor } = await signInAs(personId, { secondFactor: false });
    expect(actor.secondFactor).toBe(false);
    const missing = await enterAsPersona(anonymous, { persona: 'auditor', visit: visit() });
    expect(missing).toMatchObject({ ok: false, status: 404 });
  });
});
