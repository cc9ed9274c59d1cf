import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { binOf, runNode } from './program.ts';
import { Trouble } from './trouble.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin'];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Chromium refuses its sandbox to root. */
export function chromiumArguments(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** A Chromium that is there already: the one named by CHROMIUM_PATH, the system's, Playwright's own. */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (starts(named)) return named;
    throw new Trouble(`CHROMIUM_PATH is "${named}", which does not start.`);
  }
  return systemChromium() ?? (await playwrightChromium());
}

/** The same; where there is none, it is installed if this machine lets us. */
export async function ensureChromium(say: (sentence: string) => void): Promise<string> {
  const found = await findChromium();
  if (found) return found;
  say('There is no Chromium here; installing one …');
  const isRoot = process.getuid?.() === 0;
  await runNode([
    binOf('@playwright/test#playwright'),
    'install',
    ...(isRoot ? ['--with-deps'] : []),
    'chromium',
  ]);
  const installed = (await playwrightChromium()) ?? (isRoot ? installBySystem() : undefined);
  if (installed) return installed;
  throw new Trouble(
    'The journeys need Chromium and none could be installed: install it and set CHROMIUM_PATH.',
  );
}

function systemChromium(): string | undefined {
  const folders = [...new Set([...FOLDERS, ...(process.env.PATH ?? '').split(delimiter)])];
  const candidates = [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...APPLICATIONS,
  ];
  return candidates.find((path) => existsSync(path) && starts(path));
}

async function playwrightChromium(): Promise<string | undefined> {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return existsSync(path) && starts(path) ? path : undefined;
}

function installBySystem(): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env,
    stdio: 'ignore',
  });
  return systemChromium();
}

/** A package may be there without the libraries it needs, or as a mere pointer to another package. */
function starts(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}
