import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { integer, object, parseCanonical, text } from '../canonical.ts';
import { Refused } from '../refusal.ts';
import type { Milestone, Notebook } from '../verification/ballot-box.ts';

const PAUSE = 3_000;
/** Raised whenever a rule changes, so that no milestone of an older program is believed. */
const RULES = 1;
const LIMITS = { size: 20_000_000, depth: 2 };
const readPage = object({ rules: integer(), done: integer(), tally: text(LIMITS.size) });

/** Where the system keeps what can be made again. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'stimmhaus-verify');
}

/**
 * Notes in a folder, one file for each archive (by the hash of its last event), written at most every few seconds.
 * They are believed: the folder must belong to whoever verifies. Where it cannot be written, nothing is noted.
 */
export class FileNotebook implements Notebook {
  readonly #folder: string;
  readonly #now: () => number;
  #written: number;
  #head: string | undefined;

  constructor(folder: string = cacheFolder(), now: () => number = Date.now) {
    this.#folder = folder;
    this.#now = now;
    this.#written = now();
  }

  async read(head: string): Promise<Milestone | undefined> {
    this.#head = head;
    try {
      const { rules, done, tally } = parseCanonical(
        { what: 'page', limits: LIMITS },
        readFileSync(this.#file(head), 'utf8'),
        readPage,
      );
      return rules === RULES ? { done, tally } : undefined;
    } catch (error) {
      if (error instanceof Refused || isSystemError(error)) return undefined;
      throw error;
    }
  }

  async write(head: string, { done, tally }: Milestone): Promise<void> {
    if (this.#now() - this.#written < PAUSE) return;
    this.#written = this.#now();
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      const draft = `${this.#file(head)}.${process.pid}`;
      writeFileSync(draft, JSON.stringify({ rules: RULES, done, tally }), { mode: 0o600 });
      renameSync(draft, this.#file(head));
    } catch (error) {
      if (!isSystemError(error)) throw error;
    }
  }

  /** Throws away the note on the archive read, once there is a verdict. */
  forget(): void {
    if (this.#head !== undefined) rmSync(this.#file(this.#head), { force: true });
  }

  #file(head: string): string {
    return join(this.#folder, `${head}.json`);
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
