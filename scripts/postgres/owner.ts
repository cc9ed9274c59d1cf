import { spawnSync } from 'node:child_process';
import { Trouble } from '../running/trouble.ts';

/** The account PostgreSQL runs under; it refuses to run as root. */
export interface Owner {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** `undefined` for an ordinary user, who runs PostgreSQL as themselves. */
export function postgresOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf(name, '-u');
    const gid = idOf(name, '-g');
    if (uid !== undefined && gid !== undefined && uid !== 0) return { name, uid, gid };
  }
  throw new Trouble(
    'PostgreSQL does not run as root and there is neither a user "postgres" nor "nobody": start as an ordinary user or set DATABASE_URL.',
  );
}

function idOf(name: string, flag: '-u' | '-g'): number | undefined {
  const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
  const id = Number.parseInt(answer.stdout ?? '', 10);
  return answer.status === 0 && Number.isSafeInteger(id) ? id : undefined;
}

/** Whether that account can enter the folder and write there. */
export function canWriteIn(folder: string, owner: Owner): boolean {
  return asOwner(owner, 'cd "$0" && test -w .', folder);
}

/** Whether that account can run the program: reach it, and find its libraries. */
export function canRun(program: string, owner: Owner | undefined): boolean {
  const answer = spawnSync(program, ['--version'], { ...owner, stdio: 'ignore', cwd: '/' });
  return answer.status === 0;
}

function asOwner(owner: Owner, script: string, argument: string): boolean {
  const { uid, gid } = owner;
  return spawnSync('/bin/sh', ['-c', script, argument], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0;
}
