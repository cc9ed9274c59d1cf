import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Refused } from '../refusal.ts';
import type { ReferendumVerdict } from '../referendum/check-referendum.ts';
import {
  parseCommand,
  USAGE,
  type ArchiveCommand,
  type BallotsCommand,
  type Command,
} from './command-line.ts';
import type { Outlet } from './outlet.ts';
import { verifyBallots } from './verify-ballots.ts';
import { verifyPath } from './verify-path.ts';

const EXIT = { accept: 0, reject: 1, unsupported: 2 } as const;
const UNREADABLE = 2;

/**
 * The command `verify`.
 * @returns its exit status: 0 accept, 1 reject, 2 unsupported or unreadable
 */
export async function run(args: readonly string[], outlet: Outlet): Promise<number> {
  const command = parseCommand(args);
  if (!command) {
    outlet.err(USAGE);
    return UNREADABLE;
  }
  try {
    return command.kind === 'ballots' ? await runBallots(command, outlet) : await runArchive(command, outlet);
  } catch (error) {
    return unreadable(command, error, outlet);
  }
}

async function runArchive(command: ArchiveCommand, outlet: Outlet): Promise<number> {
  const verdict = await verifyPath({ ...command, path: found(command.path) }, outlet);
  if (command.json) outlet.out(jsonOf(verdict));
  else for (const line of linesOf(verdict)) outlet.out(line);
  return EXIT[verdict.verdict];
}

async function runBallots(command: BallotsCommand, outlet: Outlet): Promise<number> {
  const { setup, ballots } = command;
  const areAllRight = await verifyBallots(
    { ...command, setup: found(setup), ballots: found(ballots) },
    outlet,
  );
  return areAllRight ? EXIT.accept : EXIT.reject;
}

/** A path as typed; npm runs commands in the package's folder and says in INIT_CWD where they were typed. */
function found(path: string): string {
  const { INIT_CWD } = process.env;
  return existsSync(path) || INIT_CWD === undefined ? path : resolve(INIT_CWD, path);
}

function jsonOf(verdict: ReferendumVerdict): string {
  const { verdict: word, reason, checks, result = null, turnout, isConfirmed } = verdict;
  return JSON.stringify({ verdict: word, reason, checks, result, turnout, isConfirmed });
}

function linesOf({ verdict, reason, checks, result }: ReferendumVerdict): string[] {
  const steps = checks.map(({ name, ok, detail }) => `${ok ? 'ok  ' : 'FAIL'}  ${name}: ${detail}`);
  return [...steps, verdict === 'accept' ? `accept: ${JSON.stringify(result)}` : `${verdict}: ${reason}`];
}

/** No verdict: the file, the machine or the program failed. */
function unreadable(command: Command, error: unknown, outlet: Outlet): number {
  const reason = error instanceof Refused ? error.message : `unreadable: ${(error as Error).message}`;
  if (command.kind === 'archive' && command.json)
    outlet.out(JSON.stringify({ verdict: 'unsupported', reason, checks: [], result: null }));
  else outlet.err(reason);
  return UNREADABLE;
}
