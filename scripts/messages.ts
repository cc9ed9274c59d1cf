import { readdirSync } from 'node:fs';
import { withLock } from './bootstrap/lock.mjs';
import { binOf, runNode } from './running/program.ts';
import { inRoot } from './running/root.ts';
import { Trouble } from './running/trouble.ts';

const PROJECT = inRoot('src', 'lib', 'i18n', 'project.inlang');
const OUT = inRoot('src', 'lib', 'i18n', 'paraglide');

/**
 * Turns the messages of both languages into functions. Without its plugin the compiler compiles nothing and
 * reports success, so the result is counted.
 */
export async function compileMessages(): Promise<number> {
  return withLock(inRoot('var', 'messages.lock'), async () => {
    const strategy = ['--strategy', 'cookie', 'preferredLanguage', 'baseLocale'];
    const compile = ['compile', '--project', PROJECT, '--outdir', OUT, ...strategy];
    const { code, output } = await runNode([binOf('@inlang/paraglide-js'), ...compile]);
    if (code !== 0) throw new Trouble(`The messages could not be compiled.\n${output.trim()}`);
    const compiled = countCompiled();
    if (compiled === 0)
      throw new Trouble('Not one message was compiled: is @inlang/plugin-message-format installed?');
    return compiled;
  });
}

function countCompiled(): number {
  const files = readdirSync(`${OUT}/messages`).filter((name) => name.endsWith('.js') && name !== '_index.js');
  return files.length;
}
