import { z } from 'zod';

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

export function isBelow(path: string, ancestor: string): boolean {
  return path.startsWith(ancestor);
}

/** The paths of the unit and all above it, from the root down. */
export function pathsUpTo(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}/`);
}
