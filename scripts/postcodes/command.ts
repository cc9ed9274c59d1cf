import { readFileSync, existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readPostcodes, type PostcodeFault, type PostcodeRow } from '#lib/membership/joining/postcodes.ts';
import { withConnection } from '../postgres/databases.ts';
import { run, Trouble } from '../running/trouble.ts';
import { openHouseDatabase } from '../starting/house-database.ts';
import { migrateDatabase } from '../starting/preparing.ts';

const USAGE = 'Say where the table is: npm run postcodes -- FILE.csv, with the columns plz,ags5,place.';
const MOST_BYTES = 10_000_000;
const BATCH = 5000;

const WORDS: Readonly<Record<PostcodeFault, string>> = {
  header: 'the first line is not plz,ags5,place',
  row: 'this is not a postcode of five digits, a district key of five digits and a place, with commas between',
  place: 'the place is missing or holds signs that no place has',
  twice: 'this pair of postcode and district stands there twice',
  empty: 'there are no rows',
  'too-many': 'there are more rows than Germany has postcodes',
};

/** `npm run postcodes -- FILE.csv`: the whole table anew, or nothing. */
async function main(): Promise<void> {
  const rows = readTable(process.argv[2]);
  const database = await openHouseDatabase(() => {});
  try {
    await migrateDatabase(database.url);
    await replaceTable(database.url, rows);
  } finally {
    await database.stop();
  }
  const postcodes = new Set(rows.map(({ postcode }) => postcode)).size;
  console.log(`Took ${rows.length} rows: ${postcodes} postcodes.`);
}

function readTable(given: string | undefined): readonly PostcodeRow[] {
  if (!given) throw new Trouble(USAGE);
  const path = existsSync(given) ? given : resolve(process.env.INIT_CWD ?? '.', given);
  if (!existsSync(path) || !statSync(path).isFile()) throw new Trouble(`${given} is not there.`);
  if (statSync(path).size > MOST_BYTES) throw new Trouble(`${given} is larger than 10 MB.`);
  const read = readPostcodes(new TextDecoder('utf-8', { fatal: false }).decode(readFileSync(path)));
  if (!read.ok) throw new Trouble(`${given}, line ${read.line}: ${WORDS[read.why]}. Nothing was changed.`);
  return read.rows;
}

async function replaceTable(url: string, rows: readonly PostcodeRow[]): Promise<void> {
  await withConnection(url, (sql) =>
    sql.begin(async (tx) => {
      await tx`delete from postcode_district`;
      for (let start = 0; start < rows.length; start += BATCH) {
        const batch = rows.slice(start, start + BATCH).map((row) => ({ ...row }));
        await tx`insert into postcode_district ${tx(batch, 'postcode', 'ags', 'place')}`;
      }
    }),
  );
}

await run(main);
process.exit();
