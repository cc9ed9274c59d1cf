import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '#lib/platform/actor.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { ageOn } from '../../../age.ts';
import { dayOf } from '../../../day.ts';
import { weeksAfter, type ApplicationState } from '../../../joining/application.ts';
import type { ApplicationPage } from '../../../joining/listing.ts';
import { GENDERS } from '../../../person.ts';
import { membership } from '../../tables.ts';
import { unitById } from '../../units/units.ts';
import { unitsToJoin } from '../applying/places.ts';
import { consentsOf } from '../applying/consents.ts';
import { joiningRulesAt } from '../joining-rules.ts';
import { suspectedDuplicates } from './duplicates.ts';
import { applicationToDecide, type HeldApplication } from './reach-application.ts';

/** All that the board needs to decide on one application; null for everybody else. */
export async function applicationPage(actor: Actor, applicationId: string): Promise<ApplicationPage | null> {
  return transact(async (tx) => {
    const held = await applicationToDecide(tx, actor, applicationId);
    if (!held) return null;
    const { row, applicant, unit } = held;
    const today = dayOf(await houseNow(tx));
    const rules = await joiningRulesAt(tx, today);
    const isOpen = row.state === 'waiting';
    return {
      id: row.id,
      state: row.state as ApplicationState,
      applicant: whoApplied(held, today),
      unit: { number: unit.number, name: unit.name, isHome: isHome(held) },
      decideBy: row.decideBy,
      decision: { at: row.decidedAt, reason: row.reason, retryOn: row.retryOn, personId: row.personId },
      handed: await handedFrom(tx, held),
      consents: await consentsOf(tx, row.id),
      suspected: isOpen ? await suspectedDuplicates(tx, actor, { applicant, rules, today }) : [],
      rules,
      effectiveIfAdmitted: weeksAfter(today, rules.effectiveAfterWeeks?.value ?? 0),
      effectiveOn: await effectiveOn(tx, held),
      today,
      units: isOpen ? (await unitsToJoin()).filter(({ number }) => number !== unit.number) : [],
    };
  });
}

function whoApplied({ applicant }: HeldApplication, today: string): ApplicationPage['applicant'] {
  const { foldedName: _, applicationId: __, ags: ___, locale, gender, ...own } = applicant;
  const age = ageOn(own.bornOn, today);
  return { ...own, age, gender: z.enum(GENDERS).nullable().parse(gender), writesEnglish: locale === 'en' };
}

/** Nothing speaks against it: the district is the unit's own, or one of the two is not known. */
function isHome({ applicant, unit }: HeldApplication): boolean {
  return applicant.ags === null || unit.ags === null || applicant.ags.startsWith(unit.ags);
}

async function handedFrom(tx: Tx, { row }: HeldApplication) {
  if (row.handedFrom === null) return null;
  const from = await unitById(tx, row.handedFrom);
  return { from: from?.name ?? '', reason: row.handedReason ?? '' };
}

/** Since when, or from when, the admitted applicant has all rights; until then objections are heard. */
async function effectiveOn(tx: Tx, { row }: HeldApplication): Promise<string | null> {
  if (row.personId === null || row.decidedAt === null) return null;
  const all = await tx.select().from(membership).where(eq(membership.personId, row.personId));
  const begun = dayOf(row.decidedAt);
  return all.find((one) => one.joinedOn === begun && one.supersededAt === null)?.effectiveOn ?? null;
}
