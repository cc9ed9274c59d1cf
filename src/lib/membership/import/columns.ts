import type { z } from 'zod';
import { day } from '../day.ts';
import { DUES_STANDINGS } from '../membership.ts';
import { email, GENDERS, memberNumber, personFields, personName, phone, residenceFields } from '../person.ts';

/** Turns what stands in a cell into the form in which we keep it, or says why it cannot. */
type CellReader = (text: string) => { readonly value: string } | { readonly fault: string };

export interface ImportColumn {
  readonly key: string;
  /** Heading of the template and of every export. */
  readonly heading: { readonly de: string; readonly en: string };
  /** Needed for somebody who is new. */
  readonly needed: boolean;
  readonly read: CellReader;
}

const byShape =
  (shape: z.ZodType<string | null, unknown>, fault: string): CellReader =>
  (text) => {
    const parsed = shape.safeParse(text);
    if (parsed.success && parsed.data !== null) return { value: parsed.data };
    const named = parsed.error?.issues[0]?.message ?? '';
    return { fault: /^[a-z][a-z-]+$/.test(named) ? named : fault };
  };

const readIsoDay = byShape(day, 'day-not-understood');
const GERMAN_DAY = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;

const readDay: CellReader = (text) => {
  const german = GERMAN_DAY.exec(text);
  const iso = german ? `${german[3]}-${german[2]?.padStart(2, '0')}-${german[1]?.padStart(2, '0')}` : text;
  return readIsoDay(iso);
};

const byWord =
  (words: Readonly<Record<string, string>>): CellReader =>
  (text) => {
    const key = text.toLowerCase();
    return Object.hasOwn(words, key) ? { value: words[key] as string } : { fault: 'word-unknown' };
  };

const same = (words: readonly string[]) => Object.fromEntries(words.map((word) => [word, word]));

const GENDER_WORDS = {
  ...same(GENDERS),
  ...{ weiblich: 'female', w: 'female', frau: 'female', f: 'female' },
  ...{ männlich: 'male', m: 'male', mann: 'male' },
  ...{ divers: 'diverse', d: 'diverse', 'keine angabe': 'undisclosed', 'k. a.': 'undisclosed' },
};
const DUES_WORDS = {
  ...same(DUES_STANDINGS),
  ...{ bezahlt: 'paid', befreit: 'exempt', rückstand: 'in-arrears', 'im rückstand': 'in-arrears' },
};
const LANGUAGE_WORDS = { de: 'de', deutsch: 'de', en: 'en', englisch: 'en', english: 'en' };

const readCitizenships: CellReader = (text) => {
  const parsed = personFields.shape.citizenships.safeParse(text);
  return parsed.success && parsed.data
    ? { value: parsed.data.join(' ') }
    : { fault: 'country-not-understood' };
};

const readUnit: CellReader = (text) =>
  /^[1-9]\d{0,8}$/.test(text) ? { value: text } : { fault: 'unit-unknown' };

const home = residenceFields.shape;
const text = (shape: unknown) => byShape(shape as z.ZodType<string | null, unknown>, 'field-not-understood');

/** The columns a file of members may have, in the order of template and export. Nothing else is read from a file. */
export const IMPORT_COLUMNS = [
  needed('number', ['Mitgliedsnummer', 'Member number'], text(memberNumber)),
  needed('given_name', ['Vorname', 'Given name'], text(personName)),
  needed('family_name', ['Nachname', 'Family name'], text(personName)),
  column('born_on', ['Geburtsdatum', 'Date of birth'], readDay),
  column('gender', ['Geschlecht', 'Gender'], byWord(GENDER_WORDS)),
  column('citizenships', ['Staatsangehörigkeiten', 'Citizenships'], readCitizenships),
  column('email', ['E-Mail', 'Email'], text(email)),
  column('phone', ['Telefon', 'Phone'], text(phone)),
  column('language', ['Sprache', 'Language'], byWord(LANGUAGE_WORDS)),
  column('street', ['Straße', 'Street'], text(home.street)),
  column('postcode', ['PLZ', 'Postcode'], text(home.postcode)),
  column('town', ['Ort', 'Town'], text(home.town)),
  column('country', ['Land', 'Country'], text(home.country)),
  column('district', ['Kreisschlüssel', 'District key'], text(home.ags)),
  needed('unit', ['Gliederung', 'Unit'], readUnit),
  needed('joined_on', ['Eintritt', 'Joined'], readDay),
  column('effective_on', ['Wirksam ab', 'Effective from'], readDay),
  column('ended_on', ['Beendet ab', 'Ended from'], readDay),
  column('dues', ['Beitragsstand', 'Dues'], byWord(DUES_WORDS)),
  column('dues_since', ['Beitragsstand seit', 'Dues since'], readDay),
] as const satisfies readonly ImportColumn[];

export type ImportColumnKey = (typeof IMPORT_COLUMNS)[number]['key'];

function column<Key extends string>(
  key: Key,
  [de, en]: readonly [string, string],
  read: CellReader,
): ImportColumn & { readonly key: Key } {
  return { key, heading: { de, en }, read, needed: false };
}

function needed<Key extends string>(
  key: Key,
  headings: readonly [string, string],
  read: CellReader,
): ImportColumn & { readonly key: Key } {
  return { ...column(key, headings, read), needed: true };
}
