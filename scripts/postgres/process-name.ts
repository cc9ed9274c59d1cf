import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether the process is a PostgreSQL: after a crash, its number may have gone to a stranger. */
export function isPostgres(pid: number): boolean {
  return /postgres/.test(commandOf(pid) ?? 'postgres');
}

function commandOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      return '';
    }
  }
  const answer = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return answer.error ? undefined : answer.stdout;
}
