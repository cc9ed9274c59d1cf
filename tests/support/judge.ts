import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url));
const JUDGE = resolve(SHARED, 'tools/belenios-judge');

/** Why tests with the independent judge skip; null where they run. */
export const noJudge: string | null = existsSync(JUDGE) ? null : '../shared/tools/belenios-judge is absent';

/** The independent verdict on an archive: exit 0 accepts, 1 rejects. */
export function judge(archive: string): { status: number | null; words: string } {
  const { status, stdout, stderr } = spawnSync(JUDGE, [archive], { encoding: 'utf8', timeout: 280_000 });
  return { status, words: `${stdout}${stderr}`.trim() };
}
