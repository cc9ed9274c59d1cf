import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it, type TestContext } from 'vitest';

/** Stock belenios-tool and the judge over it. They lie beside the repository and not in it. */
const TOOLS = new URL('../../../shared/tools/', import.meta.url).pathname;
/** belenios-tool could not be had; the judge could not judge. */
const NO_TOOL = 69;
const NO_JUDGE = 2;
/** Milliseconds: on its first use the tool is fetched. */
const PATIENCE = 300_000;

/** A test that needs the stock tool; where it cannot be had it says so and counts as skipped. */
export function itWithStockTool(name: string, act: (folder: string) => Promise<void>): void {
  const test = async (context: TestContext) => {
    if (!existsSync(TOOLS)) context.skip('../shared/tools is absent');
    if (stockTool(['--version']).status === NO_TOOL) context.skip('belenios-tool cannot be fetched here');
    const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-stock-'));
    try {
      await act(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  it(name, test, PATIENCE);
}

/** Runs belenios-tool 3.3.0. */
export function stockTool(args: readonly string[], options: { cwd?: string; input?: string } = {}) {
  return spawnSync(join(TOOLS, 'belenios-tool'), args, { ...options, encoding: 'utf8' });
}

/** What belenios-judge says about an archive. */
export function judged(folder: string, archive: Uint8Array): 'accept' | 'reject' {
  const file = join(folder, 'judged.bel');
  writeFileSync(file, archive);
  const { status, stdout, stderr } = spawnSync(join(TOOLS, 'belenios-judge'), [file], { encoding: 'utf8' });
  if (status === NO_JUDGE || status === null)
    throw new Error(`belenios-judge could not judge: ${stdout}${stderr}`);
  return status === 0 ? 'accept' : 'reject';
}
