import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from '../running/chromium.ts';
import { binOf, showNode, type Words } from '../running/program.ts';
import { root } from '../running/root.ts';
import {
  BROKEN,
  NONE,
  sum,
  tallyOfPlaywright,
  tallyOfVitest,
  type PlaywrightReport,
  type Tally,
  type VitestReport,
} from './tally.ts';

/** Every line and branch of the protocol is run by its own tests. */
const CRYPTO_COVERAGE = [
  ...['--coverage.enabled', '--coverage.provider=v8', '--coverage.include=crypto/**/*.ts'],
  ...['--coverage.exclude=crypto/**/*.test.ts', '--coverage.exclude=crypto/{vectors,testing}/**'],
  ...['--coverage.reporter=text', '--coverage.reporter=json', '--coverage.reportOnFailure'],
  ...['lines', 'branches', 'functions', 'statements'].map((kind) => `--coverage.thresholds.${kind}=100`),
];

/** Where a run leaves its reports, and where its words go. */
export interface RunPlace {
  readonly reports: string;
  readonly words: Words;
}

/** What the runners call their reports, in the folder of the run. */
export const VITEST_REPORTS = ['vitest.json', 'vitest-crypto.json'] as const;
export const JOURNEYS_REPORT = 'journeys.json';

/** Everything that vitest runs, or the named paths of it. */
export async function runVitest(paths: readonly string[], place: RunPlace): Promise<Tally> {
  const [report, cryptoReport] = VITEST_REPORTS;
  if (paths.length > 0) return vitest(paths, report, place);
  const rest = await vitest(['--exclude=crypto/**'], report, place);
  const crypto = await vitest(['crypto/', ...CRYPTO_COVERAGE], cryptoReport, place);
  return sum([rest, crypto]);
}

async function vitest(args: readonly string[], report: string, place: RunPlace): Promise<Tally> {
  const file = join(place.reports, report);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const code = await showNode([binOf('vitest'), 'run', ...reporters, ...args], {}, place.words);
  return judge(code, readReport<VitestReport>(file), tallyOfVitest);
}

/** People in browsers, against the built product: all journeys, or the named ones. */
export async function runJourneys(paths: readonly string[], place: RunPlace): Promise<Tally> {
  if (globSync('tests/journeys/**/*.test.ts', { cwd: root }).length === 0) return NONE;
  const path = await ensureChromium((sentence) => void process[place.words].write(`${sentence}\n`));
  const file = join(place.reports, JOURNEYS_REPORT);
  const env = { CHROMIUM_PATH: path, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const args = [binOf('@playwright/test#playwright'), 'test', '--reporter=list,json', ...paths];
  const code = await showNode(args, env, place.words);
  return judge(code, readReport<PlaywrightReport>(file), tallyOfPlaywright);
}

/** A runner that ends badly although no test failed (coverage, a crash) has failed once. */
function judge<Report>(code: number, report: Report | undefined, tallyOf: (report: Report) => Tally): Tally {
  if (!report) return BROKEN;
  const tally = tallyOf(report);
  return code !== 0 && tally.failed === 0 ? sum([tally, BROKEN]) : tally;
}

/** Whatever becomes of the reports, they are gone afterwards. */
export async function inPassing<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-report-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function readReport<Report>(file: string): Report | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined;
}
