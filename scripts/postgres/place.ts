import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Trouble } from '../running/trouble.ts';
import { canWriteIn, type Owner } from './owner.ts';

/** Where one cluster keeps what it has. */
export interface Place {
  readonly folder: string;
  readonly files: string;
  readonly log: string;
  readonly lock: string;
  readonly owner: Owner | undefined;
}

/** For root in a closed home: a folder that the account of PostgreSQL can reach, one per cluster. */
const REACHABLE = '/var/lib/stimmhaus';

export function placeFor(dir: string, owner: Owner | undefined): Place {
  const wanted = resolve(dir);
  const folder = reachable(wanted, owner) ? wanted : join(REACHABLE, shortHash(wanted));
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (owner && !reachable(folder, owner)) {
    throw new Trouble(
      `The user "${owner.name}", who must run PostgreSQL, can reach neither ${wanted} nor ${folder}: move the folder or set DATABASE_URL.`,
    );
  }
  const at = (name: string) => join(folder, name);
  return { folder, files: at('files'), log: at('postgres.log'), lock: at('lock'), owner };
}

/** Tried by doing, with the cluster's own folder open to entering but owned by us. */
function reachable(folder: string, owner: Owner | undefined): boolean {
  if (!owner) return true;
  const probe = join(folder, 'probe');
  try {
    makeOpen(folder);
    chmodSync(folder, 0o755);
    mkdirSync(probe, { recursive: true });
    chmodSync(probe, 0o777);
    return canWriteIn(probe, owner);
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

/** Makes what is missing of the path so that others may enter, whatever the umask says. */
function makeOpen(folder: string): void {
  if (existsSync(folder)) return;
  makeOpen(dirname(folder));
  mkdirSync(folder);
  chmodSync(folder, 0o755);
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** The password of both roles, made once and readable by its owner only. */
export function passwordIn(place: Place): string {
  const file = join(place.folder, 'password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
  return password;
}
