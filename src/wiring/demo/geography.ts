import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { UnitKind } from '#lib/membership/unit.ts';

/** Official key, two-letter code, name and postcode region of each Land. */
const LAENDER = [
  ['01', 'SH', 'Schleswig-Holstein', '24'],
  ['02', 'HH', 'Hamburg', '20'],
  ['03', 'NI', 'Niedersachsen', '30'],
  ['04', 'HB', 'Bremen', '28'],
  ['05', 'NW', 'Nordrhein-Westfalen', '44'],
  ['06', 'HE', 'Hessen', '60'],
  ['07', 'RP', 'Rheinland-Pfalz', '55'],
  ['08', 'BW', 'Baden-Württemberg', '70'],
  ['09', 'BY', 'Bayern', '80'],
  ['10', 'SL', 'Saarland', '66'],
  ['11', 'BE', 'Berlin', '10'],
  ['12', 'BB', 'Brandenburg', '14'],
  ['13', 'MV', 'Mecklenburg-Vorpommern', '18'],
  ['14', 'SN', 'Sachsen', '04'],
  ['15', 'ST', 'Sachsen-Anhalt', '39'],
  ['16', 'TH', 'Thüringen', '99'],
] as const;

export interface DemoUnit {
  readonly number: number;
  readonly parent: number | null;
  readonly kind: UnitKind;
  readonly name: string;
  readonly ags: string | null;
}

export interface DemoKreis {
  readonly number: number;
  readonly ags: string;
  /** As the town or district is called, without "Kreisverband". */
  readonly place: string;
  readonly postcodes: string;
  /** Share of all members, before rounding. */
  readonly weight: number;
  /** Local branches below it; empty where the district has none. */
  readonly orte: readonly number[];
}

export interface DemoTree {
  readonly units: readonly DemoUnit[];
  readonly kreise: readonly DemoKreis[];
}

export const BUND_NUMBER = 1;
/** The district the personas live in, with local branches and enough people to look at. */
export const LEIPZIG = kreisNumber('14713');

const ORT_NAMES = ['Nord', 'Mitte', 'Süd'] as const;
/** Districts above this many people have local branches in the demo. */
const TOWN = 480_000;

interface KreisRow {
  readonly ags: string;
  readonly name: string;
  readonly population: number;
}

export function demoTree(): DemoTree {
  const rows = readRows('kreise.csv').map((row): KreisRow => ({
    ags: row.ags as string,
    name: row.name as string,
    population: Number(row.population),
  }));
  const shares = landShares(rows);
  const kreise = rows.map((row) => demoKreis(row, shares));
  const units: DemoUnit[] = [
    { number: BUND_NUMBER, parent: null, kind: 'bund', name: 'Bundesverband', ags: null },
    ...LAENDER.map(([ags, , name]) => ({
      number: landNumber(ags),
      parent: BUND_NUMBER,
      kind: 'land' as const,
      name: `Landesverband ${name}`,
      ags,
    })),
    ...kreise.flatMap(unitsOfKreis),
  ];
  return { units, kreise };
}

export function landNumber(ags: string): number {
  return 100 + Number(ags.slice(0, 2));
}

function kreisNumber(ags: string): number {
  return 100_000 + Number(ags);
}

function demoKreis(row: KreisRow, shares: ReadonlyMap<string, number>): DemoKreis {
  const number = kreisNumber(row.ags);
  const land = LAENDER.find(([ags]) => ags === row.ags.slice(0, 2));
  return {
    number,
    ags: row.ags,
    place: row.name,
    postcodes: land?.[3] ?? '10',
    weight: (shares.get(row.ags.slice(0, 2)) ?? 0) * row.population,
    orte: row.population > TOWN ? ORT_NAMES.map((_, index) => number * 10 + index + 1) : [],
  };
}

function unitsOfKreis(kreis: DemoKreis): DemoUnit[] {
  const { number, ags, place, orte } = kreis;
  const own = { number, parent: landNumber(ags), kind: 'kreis' as const, name: `Kreisverband ${place}`, ags };
  const below = orte.map((ort, index) => ({
    number: ort,
    parent: number,
    kind: 'ort' as const,
    name: `Ortsverband ${place} ${ORT_NAMES[index]}`,
    ags: null,
  }));
  return [own, ...below];
}

/** Members per inhabitant of each Land. */
function landShares(rows: readonly KreisRow[]): Map<string, number> {
  const members = new Map(
    readRows('members_by_land.csv').map((row) => [row.land, Number(row.members_small)]),
  );
  return new Map(
    LAENDER.map(([ags, code]) => {
      const inLand = rows.filter((row) => row.ags.startsWith(ags));
      const population = inLand.reduce((sum, row) => sum + row.population, 0);
      return [ags, (members.get(code) ?? 0) / population];
    }),
  );
}

export interface AgeBand {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** Between the two invented parties of the table: many young people and many old ones. */
export function ageBands(): AgeBand[] {
  return readRows('age_bands.csv').map((row) => ({
    from: Number(row.age_from),
    to: Number(row.age_to) || 97,
    weight: Number(row.permille_older_party) + Number(row.permille_young_growth),
  }));
}

function readRows(file: string): Record<string, string>[] {
  const text = readFileSync(new URL(`geography/${file}`, import.meta.url), 'utf8');
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}
