import { readdirSync, readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode } from '../../scripts/running/program.ts';
import { inRoot } from '../../scripts/running/root.ts';
import type { ClonedDatabase } from '../support/clone.ts';
import { linksFromDumps, linksFromRecord, type Evidence, type Hypothesis } from './analyst.ts';
import { choicesFound, secretsFound } from './canaries.ts';
import { mostByChance } from './chance.ts';
import { linesOf, type SeenRow } from './dump.ts';
import type { RunWish, Truth, VoterTruth } from './run-wish.ts';

/** The chance that an innocent run exceeds a bound: 0.1 %, however many hypotheses were tried. */
const RISK = 0.001;

/** How often the analyst's best hypothesis hit among these voters. */
export interface Verdict {
  readonly among: number;
  /** The most hits of any hypothesis, and which. */
  readonly hits: number;
  readonly best: string;
  readonly hypotheses: number;
  /** The most hits that chance explains for the best of so many. */
  readonly bound: number;
}

export interface Inquiry {
  readonly seed: string;
  readonly voters: number;
  readonly rewriting: boolean;
  readonly record: Verdict;
  /** Who drew and voted in one sitting, but for the ballots that waited in the middle. */
  readonly oneSitting: Verdict;
  readonly drewEarly: Verdict;
  /** Ballots that still waited in the middle, whose order the product does not hide. */
  readonly waiting: Verdict;
  /** Codes and keys of cards, randomness of ballots: how many were found anywhere. */
  readonly secretsFound: number;
  /** Voters whose choice stands in the clear anywhere beside their ballot. */
  readonly choicesFound: number;
}

export type InquiryWish = Pick<RunWish, 'seed' | 'voters' | 'rewriting'> & {
  readonly crowd: number;
};

/** Lets a vote happen in a process of its own and sets the analyst on all it left behind. */
export async function inquire(database: ClonedDatabase, wish: InquiryWish): Promise<Inquiry> {
  const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-secrecy-'));
  try {
    const { seed, voters, rewriting, crowd } = wish;
    const batches = rewriting
      ? { batchSize: crowd, batchWaiting: 2 * crowd }
      : { batchSize: 1, batchWaiting: 2 };
    const { url, adminUrl } = database;
    const configuration = { ...batches, drawCrowd: crowd };
    const run: RunWish = { url, adminUrl, folder, seed, voters, rewriting, configuration };
    const { code, output } = await runNode([inRoot('tests', 'secrecy', 'vote-run.ts'), JSON.stringify(run)], {
      LOG_LEVEL: 'debug',
      STIMMHAUS_MODE: 'test',
    });
    if (code !== 0) throw new Error(`The vote did not come about.\n${output}`);
    return judge(folder, wish, output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function judge(folder: string, wish: InquiryWish, logged: string): Inquiry {
  const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Truth;
  const log = linesOf('log', logged);
  const evidence: Evidence = {
    uuid: truth.uuid,
    record: publicRows(join(folder, 'record')),
    middle: [...dumpIn(folder, 'middle'), ...log],
    end: [...dumpIn(folder, 'end'), ...log],
  };
  const { seed, voters, rewriting, crowd } = wish;
  const waits = new Set(truth.waiting);
  const oneSitting = truth.voters.filter(({ drewEarly, tracker }) => !drewEarly && !waits.has(tracker));
  const drewEarly = truth.voters.filter((voter) => voter.drewEarly);
  const waiting = truth.voters.filter(({ drewEarly: early, tracker }) => !early && waits.has(tracker));
  const [record] = verdictsOn(linksFromRecord(evidence), [{ voters: truth.voters, chance: 1 / voters }]);
  const [sitting, early, unpublished] = verdictsOn(linksFromDumps(evidence), [
    { voters: oneSitting, chance: 1 / crowd },
    { voters: drewEarly, chance: 1 / drewEarly.length },
    { voters: waiting, chance: 1 },
  ]);
  return {
    seed,
    voters,
    rewriting,
    record: record!,
    oneSitting: sitting!,
    drewEarly: early!,
    waiting: unpublished!,
    secretsFound: secretsFound(evidence, truth.secrets),
    choicesFound: choicesFound(evidence, truth.voters),
  };
}

interface Group {
  readonly voters: readonly VoterTruth[];
  readonly chance: number;
}

/** Each hypothesis is weighed and forgotten: there are tens of thousands, each as large as the vote. */
function verdictsOn(hypotheses: Iterable<Hypothesis>, groups: readonly Group[]): Verdict[] {
  const best = groups.map(() => ({ hits: -1, name: '' }));
  let tried = 0;
  for (const { name, links } of hypotheses) {
    tried += 1;
    for (const [i, { voters }] of groups.entries()) {
      const hits = voters.filter(({ line, tracker }) => links.get(line) === tracker).length;
      if (hits > best[i]!.hits) best[i] = { hits, name };
    }
  }
  return groups.map(({ voters, chance }, i) => {
    const among = voters.length;
    const bound = chance < 1 ? mostByChance(among, chance, RISK / tried) : among;
    return { among, hits: best[i]!.hits, best: best[i]!.name, hypotheses: tried, bound };
  });
}

function dumpIn(folder: string, name: string): SeenRow[] {
  const text = readFileSync(join(folder, `${name}.jsonl`), 'utf8');
  return text.split('\n').map((line) => JSON.parse(line) as SeenRow);
}

function publicRows(folder: string): SeenRow[] {
  return readdirSync(folder).flatMap((name) => linesOf(name, readFileSync(join(folder, name), 'latin1')));
}
