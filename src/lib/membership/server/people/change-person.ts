import { eq } from 'drizzle-orm';
import { importAddress } from '#lib/accounts/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome, type Refusal } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { ChangePerson } from '../../membership.ts';
import { person, personChange } from '../tables.ts';
import { memberToWrite } from './reach.ts';
import { recorder } from './recorded-by.ts';

const FIELDS = [
  'givenName',
  'familyName',
  'bornOn',
  'gender',
  'citizenships',
  'email',
  'phone',
  'locale',
] as const;

/** Corrects a person's own fields; each change stays on the record with its author. */
export async function changePerson(actor: Actor, input: ChangePerson): Promise<Outcome<{ changed: number }>> {
  return transact(async (tx) => {
    const reached = await memberToWrite(tx, actor, input.personId);
    if (!reached.ok) return reached;
    if (input.bornOn !== null && input.bornOn > reached.value.day) {
      return refuse(422, 'born-in-future', { fields: { bornOn: 'born-in-future' } });
    }
    const [before] = await tx.select().from(person).where(eq(person.id, input.personId));
    if (!before) return refuse(404, 'not-found');
    const changed = FIELDS.filter((field) => asText(before[field]) !== asText(input[field]));
    if (changed.length === 0) return done({ changed: 0 });
    if (changed.includes('email') && input.email !== null) {
      const address = await importAddress(tx, actor, { personId: input.personId, email: input.email });
      if (!address.ok) return aboutAnother(address);
    }
    const next = Object.fromEntries(changed.map((field) => [field, input[field]]));
    await tx.update(person).set(next).where(eq(person.id, input.personId));
    await tx.insert(personChange).values(
      changed.map((field) => ({
        personId: input.personId,
        field,
        before: asText(before[field]),
        after: asText(input[field]),
        changedBy: recorder(actor),
      })),
    );
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.personChanged,
      subject: { kind: 'person', id: input.personId },
      detail: { fields: changed.join(' ') },
    });
    return done({ changed: changed.length });
  });
}

/** The address guard speaks to the owner of the address; here an officer reads it. */
function aboutAnother(refusal: Refusal): Refusal {
  const code = refusal.code === 'address-frozen' ? 'address-frozen-by-roll' : refusal.code;
  return { ...refusal, code, fields: { email: code } };
}

function asText(value: string | string[] | null): string | null {
  return Array.isArray(value) ? value.join(' ') : value;
}
