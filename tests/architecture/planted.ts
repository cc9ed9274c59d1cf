import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inRoot } from '../../scripts/running/root.ts';

export interface Rule {
  readonly name: string;
}

interface Configuration {
  readonly forbidden: readonly Rule[];
  readonly options: Record<string, unknown>;
}

const load = createRequire(import.meta.url);
export const configuration = load(inRoot('.dependency-cruiser.cjs')) as Configuration;

/** A path and what is written there. */
export type Files = Readonly<Record<string, string>>;

/** The rules broken by a small tree of source files that has our package.json and packages. */
export async function brokenRules(files: Files): Promise<string[]> {
  const baseDir = mkdtempSync(join(tmpdir(), 'stimmhaus-planted-'));
  try {
    plant(baseDir, files);
    const { forbidden, options } = configuration;
    const places = [...new Set(Object.keys(files).map((path) => path.split('/')[0] as string))];
    const result = await cruise(places, {
      ...options,
      baseDir,
      validate: true,
      ruleSet: { forbidden },
    } as never);
    const { summary } = result.output as ICruiseResult;
    return [...new Set(summary.violations.map((violation) => violation.rule.name))];
  } finally {
    rmSync(baseDir, { recursive: true, force: true });
  }
}

function plant(baseDir: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    const target = join(baseDir, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  symlinkSync(inRoot('package.json'), join(baseDir, 'package.json'));
  symlinkSync(inRoot('node_modules'), join(baseDir, 'node_modules'));
}
