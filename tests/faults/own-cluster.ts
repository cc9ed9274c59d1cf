import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '../../scripts/bootstrap/lock.mjs';
import { createDatabase, urlOf } from '../../scripts/postgres/databases.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../scripts/postgres/embedded.ts';
import { makeTemplate } from '../support/template.ts';

const HOUSE = 'house';

/** A PostgreSQL that loses nothing, which a test may stop, kill and put back. Always under the same address. */
export class OwnCluster {
  readonly url: string;
  readonly adminUrl: string;
  #running: EmbeddedPostgres;
  readonly #folder: string;

  static async start(): Promise<OwnCluster> {
    const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-cluster-'));
    const running = await startEmbeddedPostgres({ dir: folder });
    const url = await createDatabase(running.url, HOUSE, await makeTemplate(running.url));
    return new OwnCluster(folder, running, url);
  }

  private constructor(folder: string, running: EmbeddedPostgres, url: string) {
    this.#folder = folder;
    this.#running = running;
    this.url = url;
    this.adminUrl = urlOf(running.adminUrl, HOUSE);
  }

  /** One more database, empty and migrated. */
  async another(name: string): Promise<string> {
    return createDatabase(this.#running.url, name, await makeTemplate(this.#running.url));
  }

  async stop(): Promise<void> {
    await this.#running.stop();
  }

  async kill(): Promise<void> {
    process.kill(this.#running.pid, 'SIGKILL');
    while (isAlive(this.#running.pid)) await pause(20);
  }

  async start(): Promise<void> {
    const { port } = this.#running;
    this.#running = await startEmbeddedPostgres({ dir: this.#folder, port });
  }

  /** Keeps the files as they are now, with their owner. Only while it is stopped. */
  keepFiles(): void {
    this.#copy('files', 'kept');
  }

  /** What an administrator does who restores a backup. */
  putFilesBack(): void {
    this.#copy('kept', 'files');
  }

  #copy(from: string, to: string): void {
    rmSync(join(this.#folder, to), { recursive: true, force: true });
    execFileSync('cp', ['-a', join(this.#folder, from), join(this.#folder, to)]);
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
