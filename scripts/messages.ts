import { createHash } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './bootstrap/lock.mjs';
import { binOf, runNode } from './running/program.ts';
import { inRoot } from './running/root.ts';
import { Trouble } from './running/trouble.ts';

const I18N = inRoot('src', 'lib', 'i18n');
const PROJECT = join(I18N, 'project.inlang');
const OUT = join(I18N, 'paraglide');
const STAMP = inRoot('var', 'messages.stamp');
const SOURCES = ['messages/*/*.json', 'project.inlang/settings.json'];

/**
 * Turns the messages of both languages into functions, unless that is done already: the compiler empties its
 * folder before it fills it, which would pull the files from under a build or a server that is reading them.
 * Without its plugin it compiles nothing and reports success, so the result is counted.
 */
export async function compileMessages(): Promise<number> {
  return withLock(inRoot('var', 'messages.lock'), async () => {
    const hash = hashOfMessages();
    const wanted = countWanted();
    if (isStamped(hash) && countCompiled() >= wanted) return countCompiled();
    rmSync(STAMP, { force: true });
    await compile();
    const compiled = countCompiled();
    if (compiled < wanted) throw new Trouble(explain(compiled, wanted));
    writeFileSync(STAMP, `${hash}\n`);
    return compiled;
  });
}

async function compile(): Promise<void> {
  const strategy = ['--strategy', 'cookie', 'preferredLanguage', 'baseLocale'];
  const args = ['compile', '--project', PROJECT, '--outdir', OUT, ...strategy];
  const { code, output } = await runNode([binOf('@inlang/paraglide-js'), ...args]);
  if (code !== 0) throw new Trouble(`The messages could not be compiled.\n${output.trim()}`);
}

const explain = (compiled: number, wanted: number): string =>
  compiled === 0
    ? 'Not one message was compiled: is @inlang/plugin-message-format installed?'
    : `Only ${compiled} of ${wanted} messages were compiled.`;

const isStamped = (hash: string): boolean => existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === hash;

const sourceFiles = (): string[] => SOURCES.flatMap((pattern) => globSync(pattern, { cwd: I18N })).sort();

function hashOfMessages(): string {
  const hash = createHash('sha256').update(readFileSync(inRoot('package-lock.json')));
  for (const path of sourceFiles()) hash.update(`${path}\0`).update(readFileSync(join(I18N, path)));
  return hash.digest('hex');
}

/** How many names the German files hold, each of which becomes one file. */
function countWanted(): number {
  const names = new Set<string>();
  for (const path of globSync('messages/*/de.json', { cwd: I18N }))
    for (const name of Object.keys(JSON.parse(readFileSync(join(I18N, path), 'utf8'))))
      if (name !== '$schema') names.add(name);
  return names.size;
}

function countCompiled(): number {
  const folder = join(OUT, 'messages');
  if (!existsSync(join(folder, '_index.js'))) return 0;
  return readdirSync(folder).filter((name) => name.endsWith('.js') && name !== '_index.js').length;
}
