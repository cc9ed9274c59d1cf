import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import type { PersonActor } from '#lib/platform/actor.ts';
import {
  admitMember,
  createPerson,
  createUnit,
  giveOffice,
  memberPathsOf,
  powersOf,
  setDues,
} from '#lib/membership/server/index.ts';
import type { NewPerson } from '#lib/membership/server/people/enrolment.ts';
import type { OfficeKind } from '#lib/membership/powers.ts';
import type { Unit } from '#lib/membership/unit.ts';

/** A small tree: Bund, two Länder, three Kreise (two in the first Land), one Ort in the first Kreis. */
export interface SmallTree {
  readonly bund: Unit;
  readonly land1: Unit;
  readonly land2: Unit;
  readonly kreis1: Unit;
  readonly kreis2: Unit;
  readonly kreis3: Unit;
  readonly ort1: Unit;
}

export async function plantTree(): Promise<SmallTree> {
  return transact(async (tx) => {
    const bund = await createUnit(tx, { parentId: null, kind: 'bund', name: 'Bund', number: 1 });
    const land = (number: number, name: string, ags: string) =>
      createUnit(tx, { parentId: bund.id, kind: 'land', name, number, ags });
    const land1 = await land(11, 'Land Nord', '01');
    const land2 = await land(12, 'Land Süd', '09');
    const kreis1 = await below(tx, land1, {
      kind: 'kreis',
      name: 'Kreis Flensburg',
      number: 111,
      ags: '01001',
    });
    const kreis2 = await below(tx, land1, { kind: 'kreis', name: 'Kreis Kiel', number: 112, ags: '01002' });
    const kreis3 = await below(tx, land2, {
      kind: 'kreis',
      name: 'Kreis Ingolstadt',
      number: 121,
      ags: '09161',
    });
    const ort1 = await below(tx, kreis1, { kind: 'ort', name: 'Ort Mürwik', number: 1111 });
    return { bund, land1, land2, kreis1, kreis2, kreis3, ort1 };
  });
}

function below(
  tx: Tx,
  parent: Unit,
  given: {
    readonly kind: 'kreis' | 'ort';
    readonly name: string;
    readonly number: number;
    readonly ags?: string;
  },
): Promise<Unit> {
  return createUnit(tx, { ...given, parentId: parent.id });
}

export interface PersonWish extends Partial<NewPerson> {
  /** A member here; nobody is a member without it. */
  readonly memberOf?: Unit;
  readonly joinedOn?: string;
  readonly effectiveOn?: string | null;
  readonly endedOn?: string | null;
  readonly dues?: 'paid' | 'exempt' | 'in-arrears';
  readonly offices?: readonly {
    readonly kind: OfficeKind;
    readonly unit: Unit;
    readonly from?: string;
    readonly to?: string;
  }[];
}

let made = 0;

/**
 * Makes a person and resolves to the id. Without wishes: born 1980, German, resident in Flensburg, no member;
 * with `memberOf`: joined 2020-01-01 with all rights since 2020-02-12, dues paid.
 */
export async function makePerson(wish: PersonWish = {}): Promise<string> {
  const {
    memberOf,
    joinedOn = '2020-01-01',
    effectiveOn,
    endedOn,
    dues = 'paid',
    offices = [],
    ...own
  } = wish;
  made += 1;
  const mark = made;
  return transact(async (tx) => {
    const personId = await createPerson(tx, {
      givenName: 'Test',
      familyName: `Person${mark}`,
      number: `T-${mark}`,
      bornOn: '1980-05-17',
      citizenships: ['DE'],
      email: `person${mark}@example.org`,
      residence: { postcode: '24937', town: 'Flensburg', ags: '01001' },
      ...own,
    });
    if (memberOf) {
      const rights = effectiveOn === undefined ? sixWeeksAfter(joinedOn) : effectiveOn;
      await admitMember(tx, {
        personId,
        unitId: memberOf.id,
        joinedOn,
        effectiveOn: rights,
        endedOn: endedOn ?? null,
      });
      await setDues(tx, { personId, standing: dues, since: joinedOn });
    }
    for (const { kind, unit, from = '2020-01-01', to } of offices) {
      await giveOffice(tx, { personId, unitId: unit.id, kind, fromOn: from, toOn: to ?? null });
    }
    return personId;
  });
}

function sixWeeksAfter(day: string): string {
  return new Date(Date.parse(day) + 42 * 86_400_000).toISOString().slice(0, 10);
}

export interface ActorWish {
  readonly secondFactor?: boolean;
  readonly signedInAt?: Date;
  readonly now?: Date;
  readonly accountId?: string;
}

/** The person as a signed-in actor, with the powers and memberships that the database says they have now. */
export async function actorOf(personId: string, wish: ActorWish = {}): Promise<PersonActor> {
  const { secondFactor = false, now = new Date(), signedInAt = now, accountId = personId } = wish;
  return transact(async (tx) => ({
    kind: 'person',
    personId,
    accountId,
    sessionHash: null,
    memberOf: await memberPathsOf(tx, personId, now),
    powers: await powersOf(tx, personId, now),
    signedInAt,
    secondFactor,
  }));
}

/** A membership officer of this unit and a member of it, signed in with a second factor. */
export async function officerOf(unit: Unit, wish: ActorWish = {}): Promise<PersonActor> {
  const offices = [{ kind: 'membership-officer', unit }] as const;
  return actorOf(await makePerson({ memberOf: unit, offices }), { secondFactor: true, ...wish });
}
