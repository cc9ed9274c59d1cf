import { createPrivateKey } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { database } from '#lib/platform/server/database.server.ts';
import { decryptUnderHouseKey } from '#lib/platform/server/house-key.server.ts';
import { cardKey } from '#lib/referendums/server/tables.ts';
import { closeSeeding } from '#wiring/demo/close-seeding.ts';

/** Prints the secret card key of a referendum, so that cards can be signed without drawing them. Whoever can do this owns the house. */
const uuid = process.argv[2] ?? '';
const [row] = await database().select().from(cardKey).where(eq(cardKey.uuid, uuid));
if (!row?.privateSealed) throw new Error('The card key is not there.');
const der = Buffer.from(decryptUnderHouseKey(row.privateSealed, `card-key:${uuid}`));
await closeSeeding();
console.log(
  createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' }),
);
