import type { Actor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { unitsByPath } from '#lib/membership/server/index.ts';
import { mayManageRoll, mayReadWholeRoll } from '../../powers.ts';
import type { RollFilter } from '../../roll-filter.ts';
import { type PageWords, pageWords } from './page-words.ts';
import {
  type LinesPage,
  type LineView,
  rollLine,
  rollLines,
  type UnitOption,
  unitsOnRoll,
} from './roll-lines.ts';
import { type ObjectionView, rollObjections } from './roll-objections.ts';
import { type SealPreview, sealPreview } from './seal-preview.ts';
import { type VisibleRoll, visibleRolls } from './visible-rolls.ts';

/** What the actor may do with this roll; the commands ask the same powers. */
interface RollRights {
  readonly mayManage: boolean;
  readonly mayReadWhole: boolean;
}

function rightsOn(actor: Actor, roll: VisibleRoll): RollRights {
  return {
    mayManage: mayManageRoll(actor, roll.unitPath),
    mayReadWhole: mayReadWholeRoll(actor, roll.unitPath),
  };
}

export interface ListedRoll {
  readonly roll: VisibleRoll;
  readonly unitName: string;
}

/** The rolls an officer may see. */
export async function officeRolls(actor: Actor): Promise<ListedRoll[]> {
  const rolls = await visibleRolls(database(), actor);
  const units = await unitsByPath(database(), [...new Set(rolls.map((roll) => roll.unitPath))]);
  const names = new Map(units.map((unit) => [unit.path, unit.name]));
  return rolls.map((roll) => ({ roll, unitName: names.get(roll.unitPath) ?? '' }));
}

export interface OfficeRoll extends LinesPage {
  readonly words: PageWords;
  readonly rights: RollRights;
  readonly units: readonly UnitOption[];
}

/** One roll with a page of its lines. */
export async function officeRoll(
  actor: Actor,
  asked: { readonly rollId: string; readonly filter: RollFilter },
): Promise<OfficeRoll | null> {
  const page = await rollLines(database(), actor, asked);
  if (!page) return null;
  const reasons = page.lines.flatMap((line) => line.reasons);
  const words = await pageWords(database(), page.roll, reasons);
  const units = await unitsOnRoll(database(), page.roll);
  return { ...page, words, units, rights: rightsOn(actor, page.roll) };
}

export interface OfficeLine {
  readonly roll: VisibleRoll;
  readonly line: LineView;
  readonly words: PageWords;
  readonly isOwn: boolean;
}

/** One line, to look at and to decide. */
export async function officeLine(
  actor: Actor,
  asked: { readonly rollId: string; readonly lineId: string },
): Promise<OfficeLine | null> {
  const found = await rollLine(database(), actor, asked);
  if (!found) return null;
  const words = await pageWords(database(), found.roll, found.line.reasons);
  return { ...found, words, isOwn: actor.kind === 'person' && actor.personId === found.line.personId };
}

export interface OfficeObjections {
  readonly roll: VisibleRoll;
  readonly objections: readonly (ObjectionView & { readonly isOwn: boolean })[];
  readonly rights: RollRights;
}

export async function officeObjections(actor: Actor, rollId: string): Promise<OfficeObjections | null> {
  const found = await rollObjections(database(), actor, rollId);
  if (!found) return null;
  const own = actor.kind === 'person' ? actor.personId : null;
  const objections = found.objections.map((one) => ({ ...one, isOwn: one.personId === own }));
  return { roll: found.roll, objections, rights: rightsOn(actor, found.roll) };
}

export function officeSeal(actor: Actor, rollId: string): Promise<SealPreview | null> {
  return sealPreview(database(), actor, rollId);
}
