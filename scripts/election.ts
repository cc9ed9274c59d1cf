import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runElection } from './election/run-election.ts';
import { Trouble } from './running/trouble.ts';

/** `npm run --silent election -- --out DIR [--voters N] [--trustees n] [--threshold t]` */
try {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      voters: { type: 'string', default: '12' },
      trustees: { type: 'string', default: '3' },
      threshold: { type: 'string', default: '2' },
    },
  });
  const number = (name: 'voters' | 'trustees' | 'threshold', least: number, most: number): number => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new Trouble(`--${name} is a whole number from ${least} to ${most}.`);
  };
  if (!values.out) throw new Trouble('Say where to with --out DIR.');
  const trustees = number('trustees', 2, 15);
  const wish = {
    voters: number('voters', 3, 100_000),
    trustees,
    threshold: number('threshold', 2, trustees),
  };
  await mkdir(values.out, { recursive: true });
  for (const [name, bytes] of await runElection(wish)) await writeFile(join(values.out, name), bytes);
} catch (error) {
  const isTrouble =
    error instanceof Trouble || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  console.error(isTrouble ? (error as Error).message : error);
  process.exitCode = 1;
}
