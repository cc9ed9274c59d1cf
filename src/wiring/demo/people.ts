import { faker } from '@faker-js/faker/locale/de';
import { addDays } from '#lib/membership/day.ts';
import { ageBands, type AgeBand, type DemoKreis } from './geography.ts';
import { drawFrom, type Draw } from './draw.ts';

export interface DemoPerson {
  readonly id: string;
  readonly number: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly bornOn: string | null;
  readonly citizenships: readonly string[] | null;
  readonly gender: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly home: {
    readonly street: string;
    readonly postcode: string;
    readonly town: string;
    readonly ags: string | null;
  };
  readonly memberships: readonly DemoMembership[];
  readonly dues: { readonly standing: string; readonly since: string } | null;
}

export interface DemoMembership {
  readonly unitNumber: number;
  readonly joinedOn: string;
  readonly effectiveOn: string | null;
  readonly endedOn: string | null;
  readonly endReason: string | null;
}

const SEED = 20_260_101;
const ELSEWHERE = ['TR', 'PL', 'IT', 'SY', 'GR', 'FR', 'UA'] as const;
const WEEKS_TO_EFFECT = 42;

/** People of the demo, one after the other; the same day and count give the same people. */
export function* demoPeople(
  kreise: readonly DemoKreis[],
  wish: { readonly count: number; readonly today: string },
): Generator<DemoPerson> {
  faker.seed(SEED);
  const draw = drawFrom(SEED);
  const nextKreis = draw.weighted(kreise);
  const nextBand = draw.weighted(ageBands());
  for (let index = 0; index < wish.count; index += 1) {
    yield invent({ index, kreis: nextKreis(), band: nextBand(), today: wish.today, kreise }, draw);
  }
}

interface Circumstances {
  readonly index: number;
  readonly kreis: DemoKreis;
  readonly band: AgeBand;
  readonly today: string;
  readonly kreise: readonly DemoKreis[];
}

function invent(given: Circumstances, draw: Draw): DemoPerson {
  const { index, kreis, band, today } = given;
  const gender = draw.weighted([
    { name: 'female', weight: 46 },
    { name: 'male', weight: 51 },
    { name: 'diverse', weight: 1 },
  ] as const)().name;
  const givenName = faker.person.firstName(gender === 'diverse' ? undefined : gender);
  const familyName = faker.person.lastName();
  const born = addDays(today, -Math.floor((draw.between(band.from, band.to) + draw.part()) * 365.2425));
  const memberships = membershipsOf(given, born, draw);
  const present = memberships.at(-1) as DemoMembership;
  return {
    id: faker.string.uuid(),
    number: String(100_001 + index),
    givenName,
    familyName,
    bornOn: draw.happens(0.015) ? null : born,
    citizenships: citizenshipsOf(draw),
    gender: draw.happens(0.03) ? null : gender,
    email: draw.happens(0.06) ? null : addressOf(givenName, familyName, index),
    phone: draw.happens(0.4) ? `+49 ${draw.between(151, 179)} ${draw.between(1_000_000, 9_999_999)}` : null,
    home: homeOf(kreis, draw),
    memberships,
    dues: duesOf(present, today, draw),
  };
}

function citizenshipsOf(draw: Draw): readonly string[] | null {
  if (draw.happens(0.02)) return null;
  if (draw.happens(0.95)) return ['DE'];
  return draw.happens(0.3) ? ['DE', draw.oneOf(ELSEWHERE)] : [draw.oneOf(ELSEWHERE)];
}

function addressOf(givenName: string, familyName: string, index: number): string {
  const plain = `${givenName}.${familyName}`
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replace(/[^a-z.]+/g, '-');
  return `${plain}.${index + 1}@example.org`;
}

function homeOf(kreis: DemoKreis, draw: Draw): DemoPerson['home'] {
  return {
    street: `${faker.location.street()} ${draw.between(1, 140)}`,
    postcode: `${kreis.postcodes}${String(draw.between(100, 990)).padStart(3, '0')}`,
    town: kreis.place.replace(/ \((Stadt|Landkreis)\)$/, ''),
    ags: draw.happens(0.01) ? null : kreis.ags,
  };
}

/** Many joined lately, some wait for their rights, a few moved here from elsewhere or have left. */
function membershipsOf(
  { kreis, kreise, today, index }: Circumstances,
  born: string,
  draw: Draw,
): DemoMembership[] {
  const since14 = Math.max(1, daysBetween(born, today) - Math.ceil(14 * 365.2425));
  const longest = Math.min(since14, draw.happens(0.35) ? 500 : 9_500);
  const daysAgo = draw.happens(0.03) ? draw.between(1, Math.min(longest, 41)) : draw.between(1, longest);
  const joinedOn = addDays(today, -daysAgo);
  const unitNumber = kreis.orte.length > 0 && draw.happens(0.7) ? draw.oneOf(kreis.orte) : kreis.number;
  const effectiveOn = addDays(joinedOn, WEEKS_TO_EFFECT);
  const open = { unitNumber, joinedOn, effectiveOn, endedOn: null, endReason: null };
  if (daysAgo < 200 || index < 200) return [open];
  if (draw.happens(0.03)) {
    const endedOn = addDays(today, -draw.between(1, 150));
    return [{ ...open, endedOn, endReason: draw.oneOf(['left', 'left', 'left', 'died']) }];
  }
  if (!draw.happens(0.02)) return [open];
  const movedOn = addDays(today, -draw.between(1, 150));
  const before = { ...open, unitNumber: draw.oneOf(kreise).number, endedOn: movedOn, endReason: 'moved' };
  return [before, { ...open, joinedOn: movedOn, effectiveOn: movedOn }];
}

function duesOf(present: DemoMembership, today: string, draw: Draw): DemoPerson['dues'] {
  if (draw.happens(0.01)) return null;
  if (draw.happens(0.87)) return { standing: 'paid', since: present.joinedOn };
  const since = addDays(today, -draw.between(5, 300));
  const from = since > present.joinedOn ? since : present.joinedOn;
  return { standing: draw.happens(0.5) ? 'exempt' : 'in-arrears', since: from };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
