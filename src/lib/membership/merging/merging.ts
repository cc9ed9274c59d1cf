import { z } from 'zod';

/** For so long a merge can be undone. */
export const UNDO_DAYS = 30;

/** Fields of a person of which one value stays; the number not chosen is never given to anybody else. */
export const MERGED_FIELDS = [
  'number',
  'givenName',
  'familyName',
  'bornOn',
  'gender',
  'citizenships',
  'email',
  'phone',
  'locale',
] as const;

/** `kept`: the entry that stays and signs in; `other`: the one that goes into it. */
export const SIDES = ['kept', 'other'] as const;
export type Side = (typeof SIDES)[number];

const side = z.enum(SIDES).default('kept');

export const mergePeopleShape = z.object({
  personId: z.uuid(),
  otherId: z.uuid(),
  ...{ number: side, givenName: side, familyName: side, bornOn: side, gender: side, citizenships: side },
  ...{ email: side, phone: side, locale: side },
  ...{ memberships: side, home: side, dues: side },
});
export type MergePeople = z.output<typeof mergePeopleShape>;

export const undoMergeShape = z.object({ personId: z.uuid(), mergeId: z.uuid() });
export type UndoMerge = z.output<typeof undoMergeShape>;

/** What has been changed since, so that undoing would lose it. */
export const CHANGED_SINCE = ['person', 'memberships', 'home', 'dues', 'suspensions', 'offices'] as const;
export type ChangedSince = (typeof CHANGED_SINCE)[number];

/** What stays unless somebody says otherwise: what the entry that stays knows, or else what the other knows. */
export function sideToBegin(kept: unknown, other: unknown): Side {
  return isKnown(kept) || !isKnown(other) ? 'kept' : 'other';
}

function isKnown(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== '';
}
