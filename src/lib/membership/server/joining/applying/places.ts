import { asc, eq, inArray, sql } from 'drizzle-orm';
import { database, type Reader } from '#lib/platform/server/database.server.ts';
import type { Unit } from '../../../unit.ts';
import { postcodeDistrict, unit } from '../../tables.ts';

export interface UnitToJoin {
  readonly number: number;
  readonly name: string;
  /** Why it is offered: the place by which the postcode lies in it. */
  readonly place?: string;
}

const columns = { number: unit.number, name: unit.name, ags: unit.ags };

/** Every unit one can join by choosing it: the districts, or, in a house without any, all there is. */
export async function unitsToJoin(): Promise<UnitToJoin[]> {
  const choose = (where: ReturnType<typeof sql>) =>
    database()
      .select({ number: unit.number, name: unit.name })
      .from(unit)
      .where(where)
      .orderBy(asc(unit.name));
  const districts = await choose(sql`${unit.kind} = 'kreis'`);
  return districts.length > 0 ? districts : choose(sql`true`);
}

/** Whether the operator has brought in a table of postcodes. */
export async function hasPostcodes(): Promise<boolean> {
  const rows = await database().select({ ags: postcodeDistrict.ags }).from(postcodeDistrict).limit(1);
  return rows.length > 0;
}

/** The units a postcode leads to: none for an unknown one, several where it lies in several districts. */
export async function unitsByPostcode(postcode: string): Promise<UnitToJoin[]> {
  const districts = await districtsOf(database(), postcode);
  if (districts.size === 0) return [];
  const keys = [...districts.keys()];
  const wanted = [...keys, ...keys.map((ags) => ags.slice(0, 2))];
  const units = await database().select(columns).from(unit).where(inArray(unit.ags, wanted));
  const found = new Map<number, UnitToJoin>();
  for (const [ags, place] of districts) {
    const competent =
      units.find((one) => one.ags === ags) ?? units.find((one) => one.ags === ags.slice(0, 2));
    if (competent) found.set(competent.number, { number: competent.number, name: competent.name, place });
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'de'));
}

/** The district of an address, as far as its postcode tells; the chosen unit's own where that is one of several. */
export async function districtOfHome(
  reader: Reader,
  home: { readonly postcode: string; readonly country: string },
  chosen: Pick<Unit, 'ags'>,
): Promise<string | null> {
  if (home.country !== 'DE') return null;
  const keys = [...(await districtsOf(reader, home.postcode)).keys()];
  if (chosen.ags !== null && keys.includes(chosen.ags)) return chosen.ags;
  return keys.length === 1 ? (keys[0] as string) : null;
}

async function districtsOf(reader: Reader, postcode: string): Promise<Map<string, string>> {
  const rows = await reader
    .select({ ags: postcodeDistrict.ags, place: postcodeDistrict.place })
    .from(postcodeDistrict)
    .where(eq(postcodeDistrict.postcode, postcode))
    .orderBy(asc(postcodeDistrict.ags), asc(postcodeDistrict.place));
  return new Map(rows.map(({ ags, place }) => [ags, place]));
}
