import { redirect } from '@sveltejs/kit';
import { refusalText } from '#lib/i18n/refusals.ts';
import { unitsToChoose } from '#lib/membership/server/units/unit-choices.ts';
import { isRecentlySignedIn } from '#lib/platform/actor.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { PageServerLoad } from './$types';

/** A download has no page of its own to say no on; it sends back here with one of these. */
const REASONS = ['purpose-too-short', 'field-too-long', 'export-too-often', 'form-not-valid'];

export const load: PageServerLoad = async ({ locals, url }) => {
  const units = await unitsToChoose(locals.actor, 'members.write');
  if (units.length === 0) notFound();
  if (!isRecentlySignedIn(locals.actor, locals.now)) redirect(303, '/sign-in/again?to=/members/export');
  const why = REASONS.find((reason) => reason === url.searchParams.get('why'));
  return { units, refused: why ? refusalText(why, {}, locals.locale) : null };
};
