import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { RESTORED, RESTORE_SUBJECT } from '#lib/platform/server/restore-marker.server.ts';
import { backupPassphrase } from './archiving/passphrase.ts';
import { readBackup } from './archiving/file.ts';
import type { Finish } from './archiving/load.ts';
import { run, Trouble } from './running/trouble.ts';
import { openHouseDatabase } from './starting/house-database.ts';
import { isEmpty, migrateDatabase } from './starting/preparing.ts';

/** `npm run restore -- FILE`, into a database without content. */
async function main(): Promise<void> {
  const passphrase = backupPassphrase();
  const file = resolve(process.argv[2] ?? '');
  if (!process.argv[2] || !existsSync(file)) throw new Trouble('Name the backup: npm run restore -- FILE');
  const database = await openHouseDatabase(() => {});
  try {
    await migrateDatabase(database.url);
    if (!(await isEmpty(database.url))) {
      throw new Trouble(
        'A party lives in this database: restore into an empty one, so that nothing is mixed or lost.',
      );
    }
    const { madeAt } = await readBackup({ url: database.url, file, passphrase }, noteRestored);
    console.log(
      `Restored what was there on ${madeAt}. Everybody signs in anew; votes that were under way are aborted.`,
    );
  } finally {
    await database.stop();
  }
}

/** The next start must know that time was turned back: no vote under way may go on (restore-marker.server.ts). */
const noteRestored: Finish = (tx, { madeAt }) =>
  tx`insert into evidence (code, subject_kind, subject_id, reason)
    values (${RESTORED}, ${RESTORE_SUBJECT.kind}, ${RESTORE_SUBJECT.id}, ${madeAt})`;

await run(main);
process.exit();
