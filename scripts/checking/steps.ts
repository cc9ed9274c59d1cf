import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { compileMessages } from '../messages.ts';
import { binOf, runNode, type Ended } from '../running/program.ts';
import { inRoot, root } from '../running/root.ts';
import { describe } from '../running/trouble.ts';
import { syncKit } from '../starting/building.ts';

export interface Step {
  readonly name: string;
  readonly run: () => Promise<Ended>;
}

const tool = (name: string, ...args: readonly string[]): Promise<Ended> => runNode([binOf(name), ...args]);

const SOURCES = ['src', 'crypto', 'scripts', 'tests'];

/** They make what the others read. */
export const PREPARATIONS: readonly Step[] = [
  { name: 'messages', run: () => quietly(compileMessages) },
  { name: 'sync', run: () => quietly(syncKit) },
];

/** The longest first, since several run at once. */
export const STEPS: readonly Step[] = [
  { name: 'lint', run: () => tool('eslint', '--max-warnings', '0', '.') },
  { name: 'types', run: () => tool('typescript#tsc', '--noEmit', '-p', 'tsconfig.json') },
  {
    name: 'types in components',
    run: () => tool('svelte-check', '--tsconfig', 'tsconfig.json', '--fail-on-warnings', '--output', 'human'),
  },
  { name: 'format', run: () => tool('prettier', '--check', '--cache', '.') },
  {
    name: 'import rules',
    run: () =>
      tool('dependency-cruiser#depcruise', '--config', '.dependency-cruiser.cjs', ...SOURCES.filter(isThere)),
  },
  { name: 'unused code', run: () => tool('knip', '--no-progress') },
  { name: 'migrations complete', run: checkMigrations },
];

const isThere = (folder: string): boolean => existsSync(inRoot(folder));

async function quietly(work: () => Promise<unknown>): Promise<Ended> {
  try {
    await work();
    return { code: 0, output: '' };
  } catch (error) {
    return { code: 1, output: describe(error) };
  }
}

/** Generating a migration must find nothing to do; tried on a copy, so that a check changes nothing. */
async function checkMigrations(): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-migrations-'));
  try {
    cpSync(inRoot('drizzle'), folder, { recursive: true });
    const where = [
      '--dialect',
      'postgresql',
      '--schema',
      './src/lib/*/server/tables.ts',
      '--out',
      relative(root, folder),
    ];
    const { code, output } = await tool('drizzle-kit', 'generate', ...where);
    if (code === 0 && /nothing to migrate/i.test(output)) return { code: 0, output: '' };
    return {
      code: 1,
      output: `The tables and the migrations in drizzle/ differ: npm run db:generate.\n${output}`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
