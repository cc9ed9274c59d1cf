import { redirect } from '@sveltejs/kit';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import { mayEditHouseTexts } from '#lib/accounts/powers.ts';
import { securityOf } from '#lib/accounts/server/security.ts';
import { houseTexts } from '#lib/accounts/server/setup/house.ts';
import { writeHouseTexts } from '#lib/accounts/server/setup/write-house-texts.ts';
import { hasSecondFactor } from '#lib/accounts/second-factor.ts';
import { houseTextsShape, isOpenToStrangers } from '#lib/accounts/setup.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { actor } = locals;
  if (actor.kind !== 'person') redirect(303, '/sign-in?to=%2Fsetup%2Fnext');
  const [texts, security] = await Promise.all([houseTexts(), securityOf(actor)]);
  // Before there is a second factor the powers rest; the page then shows how to wake them.
  if (!texts || !security || !mayEditHouseTexts({ ...actor, secondFactor: true })) notFound();
  return {
    texts,
    email: security.email,
    hasSecondFactor: hasSecondFactor(security.factors) || security.isPersona,
    mayWrite: mayEditHouseTexts(actor),
    isOpen: isOpenToStrangers(texts),
  };
};

export const actions: Actions = { default: formAction(houseTextsShape, writeHouseTexts) };
