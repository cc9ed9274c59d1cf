import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { admissionObjection } from '../../tables.ts';

export type Objection = typeof admissionObjection.$inferSelect;

/** The last objection to an admission of this person; null: there was none. */
export async function objectionAbout(reader: Reader, personId: string): Promise<Objection | null> {
  const [row] = await reader
    .select()
    .from(admissionObjection)
    .where(eq(admissionObjection.personId, personId))
    .orderBy(desc(admissionObjection.raisedAt))
    .limit(1);
  return row ?? null;
}

/** Whether one of these people waits for the decision on an objection. */
export async function hasOpenObjection(reader: Reader, personIds: string[]): Promise<boolean> {
  const isOpen = and(inArray(admissionObjection.personId, personIds), eq(admissionObjection.state, 'open'));
  const [row] = await reader.select({ id: admissionObjection.id }).from(admissionObjection).where(isOpen);
  return row !== undefined;
}

/** Whether rights rest because of an objection that is not decided: then only the decision brings them back. */
export async function restsByObjection(reader: Reader, suspensionId: string): Promise<boolean> {
  const isOpen = and(eq(admissionObjection.suspensionId, suspensionId), eq(admissionObjection.state, 'open'));
  const [row] = await reader.select({ id: admissionObjection.id }).from(admissionObjection).where(isOpen);
  return row !== undefined;
}
