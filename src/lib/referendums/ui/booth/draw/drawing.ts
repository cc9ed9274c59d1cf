import { createCredential, paddedBase64, parseUrlBase64, type Card } from '#crypto';
import { blindCard, unblindCard } from './blinding.ts';
import { credentialOf } from '../credential-of.ts';
import { blindedFragment } from '../intent.ts';
import { keepCard, keptCards } from './kept-cards.ts';
import { forgetDraw, keepDraw, pendingDraw, type PendingDraw } from './pending-draw.ts';
import type { BoothSetup } from '../setup.ts';

/**
 * Begins a draw, or goes on with the one that this device already holds, and gives the address in the app that the member
 * confirms at. Everything secret is kept on the device before anything is sent.
 */
export async function beginDraw(setup: BoothSetup, state: string, storage: Storage): Promise<string> {
  const draw = pendingDraw(storage, setup.uuid) ?? (await newDraw(setup, storage));
  const blinded = paddedBase64(draw.blinded);
  return `${setup.appOrigin}/referendums/${setup.uuid}/draw${blindedFragment(state, blinded)}`;
}

async function newDraw(setup: BoothSetup, storage: Storage): Promise<PendingDraw> {
  const code = createCredential();
  const { blinded, inverse, randomizer } = await blindCard(
    setup.cardKey,
    setup.uuid,
    credentialOf(setup.uuid, code),
  );
  const draw = { uuid: setup.uuid, code, randomizer, inverse, blinded };
  keepDraw(storage, draw);
  return draw;
}

/**
 * The whole card, once the house has signed: unblinded and verified here, and kept until it is saved or voted with; the
 * blinding is erased. After a reload the card that this device got last. Null where this device began no such draw.
 */
export async function finishDraw(
  setup: BoothSetup,
  signature: string,
  storage: Storage,
): Promise<Card | null> {
  const draw = pendingDraw(storage, setup.uuid);
  if (!draw) return keptCards(storage, setup.uuid).at(-1) ?? null;
  const message = { uuid: setup.uuid, credential: credentialOf(setup.uuid, draw.code) };
  const { randomizer, inverse, code } = draw;
  const signed = { randomizer, inverse, signature: parseUrlBase64(signature) };
  const card = {
    uuid: setup.uuid,
    code,
    randomizer,
    signature: await unblindCard(setup.cardKey, message, signed),
  };
  keepCard(storage, card);
  forgetDraw(storage, setup.uuid);
  return card;
}
