import { eq, sql } from 'drizzle-orm';
import { anonymous } from '#lib/platform/actor.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { applyShape } from '#lib/membership/joining/application.ts';
import { applyForMembership } from '#lib/membership/server/joining/applying/apply-for-membership.ts';
import { confirmApplication } from '#lib/membership/server/joining/applying/confirm-application.ts';
import { consentsNow } from '#lib/membership/server/joining/applying/consents.ts';
import { applicant, application } from '#lib/membership/server/tables.ts';
import { adoptModelStatute } from '#lib/statutes/server/index.ts';
import { registerReactions } from '#wiring/reactions.ts';
import { tokenMailedTo } from './accounts/accounts.ts';
import { plantTree, type SmallTree } from './people.ts';

/** A tree and a statute, with everyone who reacts: what applying needs. */
export async function houseToJoin(): Promise<SmallTree> {
  registerReactions();
  const tree = await plantTree();
  await transact((tx) => adoptModelStatute(tx));
  return tree;
}

/** A form as a stranger fills it in, for Kreis 1 of the small tree. */
export async function typedForm(wish: object = {}) {
  const agreed = (await consentsNow(database())).map(({ id }) => id);
  return {
    ...{ unitNumber: '111', givenName: 'Neu', familyName: 'Gier', bornOn: '1990-05-17' },
    ...{ email: 'neu@example.org', street: 'Am Hafen 1', postcode: '24937', town: 'Flensburg' },
    ...{ country: 'DE', otherParty: 'no', agreed },
    ...wish,
  };
}

let networks = 0;

/** Somebody applies, from a network of their own unless one is named. */
export async function applyAs(wish: object = {}, network = `203.0.113.${(networks += 1)}`) {
  const input = applyShape.parse(await typedForm(wish));
  return applyForMembership(anonymous, { ...input, network, locale: 'de' });
}

export interface Applied {
  readonly id: string;
  readonly token: string;
}

/** Somebody has applied and holds the link. */
export async function applied(email: string, wish: object = {}): Promise<Applied> {
  const outcome = await applyAs({ email, ...wish });
  if (!outcome.ok) throw new Error(outcome.code);
  const [row] = await database()
    .select({ id: application.id })
    .from(application)
    .innerJoin(applicant, eq(applicant.applicationId, application.id))
    .where(eq(applicant.email, email))
    .orderBy(sql`${application.appliedAt} desc`);
  return { id: row?.id ?? '', token: await tokenMailedTo(email) };
}

/** Somebody waits for the board's decision. */
export async function waiting(email: string, wish: object = {}): Promise<Applied> {
  const one = await applied(email, wish);
  const outcome = await confirmApplication(anonymous, { token: one.token });
  if (!outcome.ok) throw new Error(outcome.code);
  return one;
}
