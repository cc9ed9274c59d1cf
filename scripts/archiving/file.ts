import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  openSync,
  fsyncSync,
  closeSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import postgres from 'postgres';
import type { BackupHead } from './contents.ts';
import { dump, inSnapshot } from './dump.ts';
import { load, type Finish } from './load.ts';
import { decodeRecords } from './records.ts';
import { seal, unseal } from './sealing.ts';

interface Wish {
  readonly url: string;
  readonly file: string;
  readonly passphrase: string;
}

const connect = (url: string): postgres.Sql =>
  postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });

/** Writes one compressed, encrypted file; it appears under its name only when it is whole and on disk. */
export async function writeBackup({ url, file, passphrase }: Wish, now = new Date()): Promise<void> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const half = `${file}.part`;
  const sql = connect(url);
  try {
    await inSnapshot(sql, (tx) =>
      pipeline(
        Readable.from(dump(tx, now), { objectMode: false }),
        createGzip(),
        (plain: AsyncIterable<Buffer>) => seal(plain, passphrase),
        createWriteStream(half, { mode: 0o600 }),
      ),
    );
    flush(half);
    renameSync(half, file);
  } finally {
    rmSync(half, { force: true });
    await sql.end({ timeout: 5 });
  }
}

function flush(path: string): void {
  const handle = openSync(path, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

/** Reads such a file into a migrated house without content. */
export async function readBackup({ url, file, passphrase }: Wish, finish?: Finish): Promise<BackupHead> {
  const sql = connect(url);
  try {
    const packed = Readable.from(unseal(createReadStream(file), passphrase), { objectMode: false });
    const plain = createGunzip();
    packed.on('error', (error) => plain.destroy(error));
    return await load(sql, decodeRecords(packed.pipe(plain)), finish);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
