import { z } from 'zod';
import { email, orNull } from './person.ts';

export const UNIT_KINDS = ['bund', 'land', 'kreis', 'ort'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export interface Unit {
  readonly id: string;
  /** The key people read and type, and of which paths are made. */
  readonly number: number;
  readonly parentId: string | null;
  readonly kind: UnitKind;
  readonly name: string;
  readonly path: string;
  readonly ags: string | null;
}

/** `/1/12/345/` */
export const unitPath = z
  .string()
  .max(80)
  .regex(/^\/(\d{1,9}\/){1,8}$/);

/** The key of a unit as typed or in an address. */
export const unitNumber = z.coerce.number().int().min(1).max(999_999_999);

/** The paths of the unit and all above it, from the root down. */
export function pathsUpTo(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}/`);
}

const unitName = z
  .string()
  .trim()
  .min(1, 'field-missing')
  .max(120, 'field-too-long')
  .regex(/^[^\p{Cc}]*$/u, 'field-not-understood');
const ags = orNull(z.string().regex(/^\d{2}(\d{3})?$/, 'district-not-understood'));

export const changeUnitShape = z.object({
  unitNumber,
  name: unitName,
  email: orNull(email),
  website: orNull(
    z.url({ protocol: /^https?$/, error: 'website-not-understood' }).max(200, 'field-too-long'),
  ),
});
export type ChangeUnit = z.output<typeof changeUnitShape>;

export const addUnitShape = z.object({
  /** The unit it will stand below. */
  unitNumber,
  kind: z.enum(UNIT_KINDS).exclude(['bund']),
  name: unitName,
  ags,
});
export type AddUnit = z.output<typeof addUnitShape>;

/** Whether a unit of this kind may stand below one of that kind. */
export function mayStandBelow(kind: UnitKind, parent: UnitKind): boolean {
  return UNIT_KINDS.indexOf(kind) > UNIT_KINDS.indexOf(parent);
}
