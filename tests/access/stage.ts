import { eq } from 'drizzle-orm';
import { openDatabase, closeDatabase, database, transact } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { delegateKey, rollLine } from '#lib/eligibility/server/tables.ts';
import {
  applicant,
  application,
  memberImport,
  personMerge,
  office as officeHeld,
  transfer,
} from '#lib/membership/server/tables.ts';
import type { Unit } from '#lib/membership/unit.ts';
import { beginDraft } from '#lib/referendums/server/drafting/begin-draft.ts';
import { referendum } from '#lib/referendums/server/tables.ts';
import { adoptModelStatute } from '#lib/statutes/server/index.ts';
import type { Asker } from '../attacks/asking.ts';
import { startTestHouse, type TestHouse } from '../support/house.ts';
import { makePerson } from '../support/people.ts';
import { fresh, must, readyReferendum } from '../support/referendum.ts';
import { signInAs } from '../support/session.ts';
import type { ACTORS, Fields } from './rows.ts';

/** A house in which Kreis 1 has a member, a referendum, a draft, a roll and an import, and who might ask for them. */
export interface Stage {
  readonly house: TestHouse;
  readonly askers: Readonly<Record<(typeof ACTORS)[number], Asker>>;
  /** What stands in addresses for `[name]`, and in fields for `{name}`. */
  readonly params: Fields;
  stop(): Promise<void>;
}

const KINDS = ['board', 'membership-officer', 'board-secretary', 'election-committee'] as const;

export async function setStage(): Promise<Stage> {
  const STATE_DIR = process.env.STATE_DIR as string;
  const house = await startTestHouse({ env: { STATE_DIR, LOG_LEVEL: 'silent', WORKER_IN_PROCESS: 'no' } });
  openDatabase(house.database.url);
  const vote = await readyReferendum({ voters: 5 });
  const { kreis1, kreis2, land1 } = vote.tree;
  await transact((tx) => adoptModelStatute(tx));
  const asker = async (personId: string): Promise<Asker> => {
    const { cookie } = await signInAs(personId);
    return { url: house.url, cookie };
  };
  const officer = (memberOf: Unit, unit: Unit): Promise<string> =>
    makePerson({ memberOf, offices: KINDS.map((kind) => ({ kind, unit })) });
  const above = await officer(kreis2, land1);
  const itself = vote.voters[0]!;
  const askers: Stage['askers'] = {
    'a stranger': { url: house.url },
    'a member of another branch': await asker(await makePerson({ memberOf: kreis2 })),
    'an officer of a sibling branch': await asker(await officer(kreis2, kreis2)),
    'a former member': await asker(await makePerson({ memberOf: kreis1, endedOn: '2021-01-01' })),
    'an officer of the branch above': await asker(above),
    'an officer of the branch itself': await asker(await officerOf(itself, kreis1)),
  };
  await signInAs(vote.voters[1]!);
  const params = await subjects({ vote, above, itself });
  const stop = async (): Promise<void> => {
    await stopSender();
    await closeDatabase();
    await house.stop();
  };
  return { house, askers, params, stop };
}

/** A voter of the branch gets its offices. */
async function officerOf(personId: string, unit: Unit): Promise<string> {
  for (const kind of KINDS) {
    await database().insert(officeHeld).values({ personId, unitId: unit.id, kind, fromOn: '2020-01-01' });
  }
  return personId;
}

async function subjects(given: {
  readonly vote: Awaited<ReturnType<typeof readyReferendum>>;
  readonly above: string;
  readonly itself: string;
}): Promise<Fields> {
  const { vote, above, itself } = given;
  const unitId = vote.tree.kreis1.id;
  const [row] = await database().select().from(referendum).where(eq(referendum.uuid, vote.uuid));
  const [line] = await database().select().from(rollLine).where(eq(rollLine.rollId, row!.rollId!));
  const [held] = await database().select().from(officeHeld).where(eq(officeHeld.personId, itself));
  const begun = { unitId, title: 'Soll es so sein oder anders?', preset: 'members' as const };
  const draft = must(await beginDraft(await fresh(above), begun)).uuid;
  const units = { fromUnitId: unitId, toUnitId: vote.tree.kreis3.id };
  const move = { personId: vote.voters[2]!, ...units, wishedOn: '2027-03-01' };
  const [asked] = await database()
    .insert(transfer)
    .values({ ...move, reason: 'application' })
    .returning({ id: transfer.id });
  const file = { unitId, uploadedBy: itself, fileName: 'mitglieder.csv', columns: [] };
  const [run] = await database().insert(memberImport).values(file).returning({ id: memberImport.id });
  return {
    application: await applicationAt(unitId),
    uuid: vote.uuid,
    key: await tiedKey(vote.tree.kreis1, above),
    draft,
    unitId,
    person: vote.voters[1]!,
    ...(await merged(vote.voters[1]!, { by: itself, twin: vote.voters[3]! })),
    roll: row!.rollId!,
    line: String(line!.id),
    officeId: held!.id,
    run: run!.id,
    transfer: asked!.id,
  };
}

/** One merge that stands, and somebody for another. */
async function merged(keptId: string, { by, twin }: { by: string; twin: string }): Promise<Fields> {
  const absorbedId = await makePerson();
  const [row] = await database()
    .insert(personMerge)
    .values({
      ...{ keptId, absorbedId, mergedBy: by, before: {}, after: {}, accountRests: false },
      undoUntil: new Date(Date.now() + 30 * 86_400_000),
    })
    .returning({ id: personMerge.id });
  return { merge: row!.id, twin };
}

/** Confirmed, and waiting for the board of this unit. */
async function applicationAt(unitId: string): Promise<string> {
  const way = { unitId, state: 'waiting', confirmedAt: new Date(), linkExpiresAt: new Date() };
  const [row] = await database()
    .insert(application)
    .values({ ...way, linkHash: 'f'.repeat(64) })
    .returning({ id: application.id });
  await database()
    .insert(applicant)
    .values({
      ...{ applicationId: row!.id, givenName: 'Neu', familyName: 'Gier', foldedName: 'gier neu' },
      ...{ bornOn: '1990-05-17', email: 'neu@example.org', street: 'Am Hafen 1', postcode: '24937' },
      ...{ town: 'Flensburg', country: 'DE', otherParty: false, locale: 'de' },
    });
  return row!.id;
}

/** A delegate key of the branch in which a lot is open. */
async function tiedKey(unit: Unit, madeBy: string): Promise<string> {
  const units = ['Ort Nord', 'Ort Süd'].map((name) => ({ path: unit.path, name, votes: 3 }));
  const values = {
    ...{
      title: 'Kreisparteitag',
      unitPath: unit.path,
      cutOff: '2026-03-01',
      counted: 'members',
      madeBy,
      units,
    },
    ...{ method: 'dhondt' as const, seats: 3, baseMandates: 0, elsewhere: 0 },
  };
  const [row] = await database().insert(delegateKey).values(values).returning({ id: delegateKey.id });
  return row!.id;
}
