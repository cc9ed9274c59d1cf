import { sql } from 'drizzle-orm';
import { dayOf } from '#lib/membership/day.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { partyOfHouse } from '#lib/platform/server/house.server.ts';
import { noteNewHouse } from '#lib/platform/server/restore-marker.server.ts';
import { house } from '#lib/platform/server/tables.ts';
import { adoptModelStatute } from '#lib/statutes/server/index.ts';
import { demoTree } from './geography.ts';
import { demoPeople } from './people.ts';
import { hasMovableClock, installMovableClock } from '#lib/platform/server/time/movable-clock.server.ts';
import { registerReactions } from '../reactions.ts';
import { seedReferendums } from './vote/seed-referendums.ts';
import { writeApplications } from './write-applications.ts';
import { writeCast } from './write-cast.ts';
import { writePeople } from './write-people.ts';
import { writeTree } from './write-tree.ts';

/** Any constant: two processes that start at once must not seed twice. */
const SEED_LOCK = 5_701_339;

export interface DemoWish {
  readonly members?: number;
  /** Whether three referendums are played as well, which takes a while. */
  readonly referendums?: boolean;
}

/**
 * Fills an empty house with the invented party "Allmende": 16 Länder, 400 Kreise, `members` people, offices and
 * personas. One transaction, so a stop in the middle leaves an empty house; with a house there it does nothing.
 */
export async function seedDemo({ members = 5000, referendums = true }: DemoWish = {}): Promise<void> {
  const isNew = await transact(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SEED_LOCK})`);
    if (await partyOfHouse(tx)) return false;
    await seedParty(tx, members);
    return true;
  });
  if (!isNew) return;
  await noteNewHouse();
  if (!referendums || !hasMovableClock()) return;
  await installMovableClock();
  registerReactions();
  await seedReferendums();
}

async function seedParty(tx: Tx, members: number): Promise<void> {
  const today = dayOf(await houseNow(tx));
  const tree = demoTree();
  await adoptModelStatute(tx);
  await writeTree(tx, tree.units);
  await writePeople(tx, demoPeople(tree.kreise, { count: members, today }));
  await writeCast(tx, today);
  await writeApplications(tx, today);
  await tx.insert(house).values({
    partyName: 'Allmende',
    imprint:
      'Allmende ist eine erfundene Partei. Diese Seite ist eine Vorführung, alle Menschen darin sind erfunden.',
    privacy: 'In dieser Vorführung gibt es keine Daten wirklicher Menschen. Gib hier auch keine ein.',
  });
}
