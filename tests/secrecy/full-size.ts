import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inquire, type Inquiry } from './inquiry.ts';
import { cloneDatabase } from '../support/clone.ts';
import { makeTemplate } from '../support/template.ts';
import { compileMessages } from '../../scripts/messages.ts';
import { startEphemeralPostgres } from '../../scripts/postgres/ephemeral.ts';

/**
 * `npm run --silent secrecy -- [--voters N] [--seed S]`: sets the analyst on three votes of full size and on one
 * without the crowd, which proves the analyst. One JSON line each; exit 1 where chance is exceeded.
 */
const { values } = parseArgs({
  options: { voters: { type: 'string', default: '1000' }, seed: { type: 'string', multiple: true } },
});
const CROWD = 50;

await compileMessages();
const state = mkdtempSync(join(tmpdir(), 'stimmhaus-state-'));
const cluster = await startEphemeralPostgres();
try {
  process.env.STIMMHAUS_MODE = 'test';
  process.env.STATE_DIR = state;
  process.env.STIMMHAUS_TEST_PG = cluster.url;
  process.env.STIMMHAUS_TEST_PG_ADMIN = cluster.adminUrl;
  process.env.STIMMHAUS_TEST_TEMPLATE = await makeTemplate(cluster.url);
  const seeds = values.seed ?? ['one', 'two', 'three'];
  for (const seed of seeds) report(await ask(seed, true));
  report(await ask(seeds[0] ?? 'one', false));
} finally {
  await cluster.stop();
  rmSync(state, { recursive: true, force: true });
}

async function ask(seed: string, rewriting: boolean): Promise<Inquiry> {
  const since = performance.now();
  const database = await cloneDatabase();
  console.error(
    `seed ${seed}, ${rewriting ? 'as built' : 'without the crowd'}: ${values.voters} people vote …`,
  );
  const inquiry = await inquire(database, { seed, rewriting, voters: Number(values.voters), crowd: CROWD });
  await database.drop();
  console.error(`… and were looked into after ${Math.round((performance.now() - since) / 1000)} s`);
  return inquiry;
}

function report(inquiry: Inquiry): void {
  const holds = inquiry.rewriting ? isHidden(inquiry) : isFound(inquiry);
  console.log(JSON.stringify({ ...inquiry, holds }));
  if (!holds) process.exitCode = 1;
}

function isHidden({ record, oneSitting, drewEarly, secretsFound, choicesFound }: Inquiry): boolean {
  const isByChance = [record, oneSitting, drewEarly].every(({ hits, bound }) => hits <= bound);
  return isByChance && secretsFound === 0 && choicesFound === 0;
}

function isFound({ oneSitting, secretsFound, choicesFound, voters }: Inquiry): boolean {
  return oneSitting.hits >= oneSitting.among * 0.9 && secretsFound > 0 && choicesFound === voters;
}
