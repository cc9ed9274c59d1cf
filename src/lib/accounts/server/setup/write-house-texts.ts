import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { house } from '#lib/platform/server/tables.ts';
import { ACCOUNT_FACTS } from '../../facts.ts';
import { mayEditHouseTexts } from '../../powers.ts';
import type { HouseTexts } from '../../setup.ts';

export async function writeHouseTexts(actor: Actor, { imprint, privacy }: HouseTexts): Promise<Outcome> {
  if (!mayEditHouseTexts(actor)) return refuse(404, 'not-found');
  return transact(async (tx) => {
    await tx.update(house).set({ imprint, privacy });
    const subject = { kind: 'house', id: 'house' };
    await recordFact(tx, actor, { kind: ACCOUNT_FACTS.houseTextsWritten, subject });
    await recordEvidence(tx, actor, { code: 'house-texts-written', subject });
    return done();
  });
}
