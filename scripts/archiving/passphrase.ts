import { Trouble } from '../running/trouble.ts';

const FEWEST = 16;

/** From the environment, so that it stands in no process list and no shell history. */
export function backupPassphrase(): string {
  const passphrase = process.env.BACKUP_PASSPHRASE ?? '';
  if (passphrase.length >= FEWEST) return passphrase;
  throw new Trouble(
    `Set BACKUP_PASSPHRASE (at least ${FEWEST} characters) in the environment; without it nobody can read the backup again.`,
  );
}
