import { sql } from 'drizzle-orm';
import type { PersonActor } from '#lib/platform/actor.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import {
  actorOf,
  makePerson,
  plantTree,
  type PersonWish,
  type SmallTree,
} from '../../../../tests/support/people.ts';
import { referendumRule } from '../presets.ts';
import type { RollRequest } from '../roll.ts';
import { openRoll } from '../server/index.ts';

export const CUT_OFF = '2026-01-31';
const PAST = new Date('2026-02-15T12:00:00Z');
export const FUTURE = new Date('2100-01-01T12:00:00Z');

/** A small party with everybody a roll needs. */
export interface RollStage {
  readonly tree: SmallTree;
  /** Members of Kreis 1, entitled. */
  readonly members: readonly string[];
  readonly committee: readonly [PersonActor, PersonActor];
  /** Keeps the members' entries of Kreis 1. */
  readonly officer: PersonActor;
  /** The same in Kreis 3, in another Land. */
  readonly foreignOfficer: PersonActor;
}

export async function setRollStage(): Promise<RollStage> {
  const tree = await plantTree();
  const members = [];
  for (let made = 0; made < 4; made++) members.push(await makePerson({ memberOf: tree.kreis1 }));
  const office = async (wish: PersonWish) => actorOf(await makePerson(wish), { secondFactor: true });
  const committee = { kind: 'election-committee', unit: tree.bund } as const;
  const keeps = (unit: SmallTree['kreis1']) => ({ kind: 'membership-officer', unit }) as const;
  return {
    tree,
    members,
    committee: [await office({ offices: [committee] }), await office({ offices: [committee] })],
    officer: await office({ memberOf: tree.kreis2, offices: [keeps(tree.kreis1)] }),
    foreignOfficer: await office({ memberOf: tree.kreis3, offices: [keeps(tree.kreis3)] }),
  };
}

let acts = 0;

/** A roll of the whole party whose objections are over, unless wished otherwise. */
export async function layOpen(stage: RollStage, wish: Partial<RollRequest> = {}): Promise<string> {
  acts += 1;
  const unitPath = wish.unitPath ?? stage.tree.bund.path;
  const request: RollRequest = {
    act: { kind: 'referendum', id: `act-${acts}` },
    unitPath,
    rule: referendumRule(unitPath, { effectiveAfterWeeks: 6, transferAfterWeeks: 6 }),
    cutOff: CUT_OFF,
    objectionUntil: PAST,
    ...wish,
  };
  const { rollId } = await transact((tx) => openRoll(tx, stage.committee[0], request));
  return rollId;
}

export const ROLL_TABLES = [
  'roll',
  'roll_line',
  'roll_objection',
  'roll_approval',
  'roll_level',
  'roll_release',
] as const;

/** Every row of the roll, as text: to see that nothing changed. */
export async function rowsOfRoll(rollId: string): Promise<string> {
  const parts = [];
  for (const table of ROLL_TABLES) {
    const column = table === 'roll' ? 'id' : 'roll_id';
    const rows = await database().execute(
      sql.raw(`select t::text from ${table} t where ${column} = '${rollId}' order by t::text`),
    );
    parts.push(JSON.stringify(rows));
  }
  return parts.join('\n');
}
