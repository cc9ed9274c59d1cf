import { evidenceIn } from './attacks/documents.ts';
import { IDS } from './attacks/ids.ts';
import { linesOf } from './attacks/lines.ts';
import { REASONS } from './attacks/reasons.ts';
import { NOT_READY } from './attacks/reports.ts';
import { endedTests } from './attacks/run.ts';
import { root } from './running/root.ts';
import { run, Trouble } from './running/trouble.ts';

/** `npm run --silent attacks`: one line of JSON per requirement and attack, with the test that withstood it. */
async function main(): Promise<number> {
  const tests = await endedTests((sentence) => console.error(sentence));
  if (tests.length === 0) throw new Trouble('No test could be run.');
  const lines = linesOf(IDS, tests, { reasons: REASONS, evidence: evidenceIn(root) });
  for (const line of lines) console.log(JSON.stringify(line));
  const broken = tests.filter(({ title }) => title === NOT_READY);
  for (const { file } of broken) console.error(`${file} could not begin.`);
  return broken.length > 0 || lines.some(({ failed }) => failed !== undefined) ? 1 : 0;
}

await run(main);
