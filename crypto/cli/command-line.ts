import { parseArgs } from 'node:util';
import { CORES } from './pool.ts';

/** What was asked for. */
export type Command = ArchiveCommand | BallotsCommand;

/** Verify an archive, or the directory of a referendum. */
export interface ArchiveCommand {
  readonly kind: 'archive';
  readonly path: string;
  /** One JSON object on stdout instead of text. */
  readonly json: boolean;
  readonly threads: number;
  /** Go on where an interrupted verification of the same archive stopped. */
  readonly resume: boolean;
  /** The record's public key in the form of signed notes, from elsewhere. */
  readonly recordKey: string | undefined;
}

/** Verify single ballots. */
export interface BallotsCommand {
  readonly kind: 'ballots';
  readonly setup: string;
  readonly ballots: string;
  readonly threads: number;
}

export const USAGE = `usage: verify FILE.bel[.gz] | DIRECTORY   [--json] [--record-key KEY] [--no-resume] [--threads N]
       verify --setup SETUP.bel[.gz] --ballots BALLOTS.jsonl[.gz]   [--threads N]
exit status: 0 accept, 1 reject, 2 unsupported or unreadable`;

const OPTIONS = {
  json: { type: 'boolean', default: false },
  setup: { type: 'string' },
  ballots: { type: 'string' },
  threads: { type: 'string', default: `${CORES}` },
  'no-resume': { type: 'boolean', default: false },
  'record-key': { type: 'string' },
} as const;

/** The command in the arguments; nothing where they make none. */
export function parseCommand(args: readonly string[]): Command | undefined {
  const parsed = attempted(() => parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true }));
  if (!parsed) return undefined;
  const { values, positionals } = parsed;
  const threads = Number(values.threads);
  if (!Number.isInteger(threads) || threads < 1 || threads > 256) return undefined;
  const { setup, ballots, json } = values;
  const [path, ...more] = positionals;
  if (setup !== undefined && ballots !== undefined && path === undefined)
    return { kind: 'ballots', setup, ballots, threads };
  const isArchive = path !== undefined && more.length === 0 && setup === undefined && ballots === undefined;
  if (!isArchive) return undefined;
  return {
    kind: 'archive',
    path,
    json,
    threads,
    resume: !values['no-resume'],
    recordKey: values['record-key'],
  };
}

function attempted<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
