import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { backupPassphrase } from './archiving/passphrase.ts';
import { writeBackup } from './archiving/file.ts';
import { inRoot } from './running/root.ts';
import { run } from './running/trouble.ts';
import { openHouseDatabase } from './starting/house-database.ts';

/** `npm run backup [-- FILE]`, also while the house runs. */
async function main(): Promise<void> {
  const passphrase = backupPassphrase();
  const now = new Date();
  const name = `${now.toISOString().slice(0, 19).replaceAll(':', '-')}.stimmhaus`;
  const file = resolve(process.argv[2] ?? inRoot('var', 'backups', name));
  const database = await openHouseDatabase(() => {});
  try {
    await writeBackup({ url: database.url, file, passphrase }, now);
  } finally {
    await database.stop();
  }
  const kilobytes = Math.ceil(statSync(file).size / 1000);
  console.log(
    `Wrote ${file} (${kilobytes} kB). Keep var/house-key as well, somewhere else: it is not inside.`,
  );
}

await run(main);
process.exit();
