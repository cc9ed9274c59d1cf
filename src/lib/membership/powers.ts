import { hasPower, type Actor } from '#lib/platform/actor.ts';

/** Kinds of office and the powers each carries over the unit it is held in and everything below. Held powers rest
 * without a second factor (see `hasPower`). Being a trustee of a referendum is no office: trustees hold keys, not powers. */
export const OFFICE_POWERS = {
  /** Vorstand: of the Bund, a Land, a Kreis or an Ort, by the unit it is held in. */
  board: ['members.read', 'units.write', 'offices.write', 'statutes.write', 'transfers.answer'],
  'membership-officer': ['members.read', 'members.write', 'members.import', 'transfers.answer'],
  'board-secretary': ['members.read', 'units.write', 'offices.write', 'referendums.write'],
  'election-committee': ['rolls.manage', 'rolls.seal', 'referendums.commit'],
  moderator: ['debates.moderate'],
  auditor: ['audit.read'],
  /** A mandate in the party congress; carries no power over others. */
  delegate: [],
} as const satisfies Record<string, readonly string[]>;

export type OfficeKind = keyof typeof OFFICE_POWERS;

/** How somebody came to an office. A deputy has its powers; who holds one ex officio has them as long as the other office. */
export const OFFICE_MANNERS = ['elected', 'deputy', 'ex-officio'] as const;
export type OfficeManner = (typeof OFFICE_MANNERS)[number];

export const OFFICE_KINDS = Object.keys(OFFICE_POWERS) as readonly OfficeKind[];

/** Unknown kinds (from a newer version of the house) carry nothing. */
export function powersOfOffice(kind: string): readonly string[] {
  return Object.hasOwn(OFFICE_POWERS, kind) ? OFFICE_POWERS[kind as OfficeKind] : [];
}

/** Offices that let their holder act on other people, and so may not be handed on by everyone (see `mayRecordOffice`). */
export function carriesPower(kind: string): boolean {
  return powersOfOffice(kind).length > 0;
}

export function mayWriteMembers(actor: Actor, unitPath: string): boolean {
  return hasPower(actor, 'members.write', unitPath);
}

export function mayImportMembers(actor: Actor, unitPath: string): boolean {
  return hasPower(actor, 'members.import', unitPath);
}

/** Boards and those who look after members in their name say whether a member may go or come. */
export function mayAnswerTransfers(actor: Actor, unitPath: string): boolean {
  return hasPower(actor, 'transfers.answer', unitPath);
}

export function mayWriteUnit(actor: Actor, unitPath: string): boolean {
  return hasPower(actor, 'units.write', unitPath);
}

/** Nobody gives themselves an office that carries power, nor lengthens it: that takes another person. */
export function mayRecordOffice(
  actor: Actor,
  office: { readonly unitPath: string; readonly kind: string; readonly personId: string },
): boolean {
  if (!hasPower(actor, 'offices.write', office.unitPath)) return false;
  return !isOneself(actor, office.personId) || !carriesPower(office.kind);
}

/** An officer does not write their own entry: another officer does. */
export function isOneself(actor: Actor, personId: string): boolean {
  return actor.kind === 'person' && actor.personId === personId;
}
