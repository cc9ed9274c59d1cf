import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseNoteKey } from '../log/note.ts';
import { Refused } from '../refusal.ts';
import { checkReferendum, type ReferendumVerdict } from '../referendum/check-referendum.ts';
import type { ReferendumFiles } from '../referendum/files.ts';
import { verifyArchive } from '../verification/verify-archive.ts';
import type { ArchiveCommand } from './command-line.ts';
import { fastestGroups } from './engines.ts';
import { nodePss } from './node-pss.ts';
import { FileNotebook } from './notebook.ts';
import { Progress, type Outlet } from './outlet.ts';
import { BallotPool } from './pool.ts';
import { fileSource } from './source.ts';

/** The archive in the directory of a referendum. */
const ARCHIVE = 'election.bel';

/**
 * Verifies a file as an archive, or a directory as a referendum with cards and record; a directory that holds nothing but one
 * archive, as the stock tool wants it, counts as that archive.
 * @throws the system's error where something cannot be read
 */
export async function verifyPath(command: ArchiveCommand, outlet: Outlet): Promise<ReferendumVerdict> {
  const { path, threads, resume, recordKey } = command;
  const notebook = new FileNotebook();
  const pools: BallotPool[] = [];
  const ballots = new Progress(outlet);
  const cards = new Progress(outlet);
  const options = {
    groups: fastestGroups(),
    notebook: resume ? notebook : undefined,
    onProgress: (done: number, total: number) => ballots.tell('ballots', done, total),
    onCards: (done: number) => cards.tell('cards', done),
    pss: nodePss,
    checkerFor: (election: ConstructorParameters<typeof BallotPool>[0]) => {
      const pool = new BallotPool(election, threads);
      pools.push(pool);
      return pool;
    },
  };
  try {
    const archive = archiveIn(path);
    const verdict = archive
      ? await verifyArchive(() => fileSource(archive), options)
      : await checkReferendum(referendumIn(path), {
          ...options,
          recordKey: recordKey === undefined ? undefined : parseNoteKey(recordKey),
        });
    notebook.forget();
    return verdict;
  } finally {
    await Promise.all(pools.map((pool) => pool.close()));
  }
}

function archiveIn(path: string): string | undefined {
  if (!statSync(path).isDirectory()) return path;
  if (existsSync(join(path, ARCHIVE))) return undefined;
  const [only, ...more] = readdirSync(path).filter((name) => name.endsWith('.bel'));
  if (!only || more.length > 0)
    throw new Refused('unreadable', `${path} holds neither ${ARCHIVE} nor one archive`);
  return join(path, only);
}

function referendumIn(path: string): ReferendumFiles {
  return {
    archive: () => fileSource(join(path, ARCHIVE)),
    cards: () => fileSource(join(path, 'cards.json')),
    record: () => fileSource(join(path, 'record.jsonl')),
    checkpoint: readFileSync(join(path, 'checkpoint'), 'utf8'),
    cardKey: readFileSync(join(path, 'card-key.pem'), 'utf8'),
  };
}
