import { sql } from 'drizzle-orm';
import { addDays } from '#lib/membership/day.ts';
import type { Apply } from '#lib/membership/joining/application.ts';
import { consentsNow, unitByNumber, writeApplication } from '#lib/membership/server/index.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { LEIPZIG } from './geography.ts';

interface Newcomer {
  readonly name: readonly [string, string];
  readonly age: number;
  readonly street: string;
  readonly words: string | null;
  /** Days since the link was confirmed. */
  readonly waited: number;
}

/** They wait for the board of Leipzig; the second has waited long. */
const NEWCOMERS: readonly Newcomer[] = [
  {
    name: ['Lene', 'Morgenrot'],
    age: 24,
    street: 'Lindenhof 4',
    words: 'Ich war beim offenen Abend und möchte bei der Wohnraumgruppe mitmachen.',
    waited: 3,
  },
  { name: ['Kasimir', 'Bärwald'], age: 51, street: 'Am Anger 17', words: null, waited: 25 },
  {
    name: ['Yara', 'Sommerfeld'],
    age: 17,
    street: 'Gartenweg 9',
    words: 'Wählen darf ich noch nicht, mitreden will ich schon.',
    waited: 11,
  },
];

const DECISION_DAYS = 28;

/** Applications that wait, so that the list of the persona who decides on them has something to show. */
export async function writeApplications(tx: Tx, today: string): Promise<void> {
  const unit = await unitByNumber(tx, LEIPZIG);
  if (!unit) throw new Error(`The demo has no unit ${LEIPZIG}.`);
  const agreed = (await consentsNow(tx)).map(({ id }) => id);
  for (const newcomer of NEWCOMERS) {
    const given = { ...formOf(newcomer, today), agreed, locale: 'de' as const };
    const { applicationId } = await writeApplication(tx, given, unit);
    const decideBy = addDays(today, DECISION_DAYS - newcomer.waited);
    await tx.execute(sql`update application set state = 'waiting', decide_by = ${decideBy},
      confirmed_at = house_now() - make_interval(days => ${newcomer.waited}) where id = ${applicationId}`);
  }
}

function formOf({ name, age, street, words }: Newcomer, today: string): Apply {
  const [givenName, familyName] = name;
  return {
    ...{ givenName, familyName, street, words },
    unitNumber: LEIPZIG,
    bornOn: addDays(today, -Math.round((age + 0.4) * 365.25)),
    email: `${givenName}.${familyName}@example.org`.toLowerCase().replaceAll('ä', 'ae'),
    ...{ postcode: '04109', town: 'Leipzig', country: 'DE' },
    citizenships: null,
    gender: null,
    otherParty: false,
    agreed: [],
  };
}
