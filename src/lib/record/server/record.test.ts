import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  checkConsistency,
  checkInclusion,
  checkWitnesses,
  cosign,
  leafHash,
  NOTE_KEY_TYPES,
  noteSigner,
  openCheckpoint,
  parseNote,
  parseNoteKey,
} from '#crypto';
import { asRole, database, transact, type Tx } from '#lib/platform/server/database.server.ts';
import { refuse } from '#lib/platform/outcome.ts';
import { type TestDatabase, testDatabase } from '../../../../tests/support/database.ts';
import { acceptCosignatures } from './accept-cosignatures.ts';
import { appendEntries, appendEntry, RecordDamaged } from './append-entry.ts';
import { damageOf } from './damage.ts';
import {
  checkpointOf,
  consistencyOf,
  entriesOf,
  inclusionOf,
  logOf,
  recordFile,
  witnessedSizes,
} from './logs.ts';
import { openLog } from './open-log.ts';
import { asRecord } from './record-role.ts';
import { signerOf } from './signer.ts';

let test: TestDatabase;
let admin: postgres.Sql;
let id: string;
beforeAll(async () => {
  test = await testDatabase();
  admin = postgres(test.adminUrl, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await admin.end();
  await test.drop();
});
beforeEach(async () => {
  id = `log-${randomUUID()}`;
  await transact((tx) => openLog(tx, id, 'vote.example'));
});

const append = (...lines: string[]) => transact((tx) => appendEntries(tx, id, lines));
const asApp = (statement: string) => transact((tx) => tx.execute(sql.raw(statement)));
const asRecorder = (statement: string) =>
  transact((tx) => asRole(tx, 'stimmhaus_record', async () => tx.execute(sql.raw(statement))));
const head = async (size?: number) => {
  const log = (await logOf(database(), id))!;
  return openCheckpoint((await checkpointOf(database(), id, size))!, parseNoteKey(log.key));
};
/** The code of the database's refusal, whoever wrapped it. */
const sqlState = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: { code?: string; cause?: { code?: string } }) => error.cause?.code ?? error.code,
  );

describe('a log', () => {
  it('begins empty, with its name, its key and a signed checkpoint', async () => {
    expect(await logOf(database(), id)).toMatchObject({
      logId: id,
      origin: `vote.example/record/${id}`,
      size: 0,
    });
    expect(await head()).toMatchObject({ size: 0 });
    expect(await damageOf(database(), id)).toBeNull();
  });

  it('keeps lines in order, signs every state, and proves that it only grew', async () => {
    expect(await append('{"a":1}')).toMatchObject({ index: 0, size: 1 });
    const before = await head();
    const appended = await append('b', 'ü', 'd');
    expect(appended).toMatchObject({ index: 1, size: 4 });
    const now = await head();
    checkConsistency(before, now, (await consistencyOf(database(), id, { from: 1, to: 4 }))!);
    const path = await inclusionOf(database(), id, { index: 2, size: 4 });
    checkInclusion(leafHash(new TextEncoder().encode('ü')), { index: 2, ...now }, path!);
    expect(await entriesOf(database(), id, { from: 1, limit: 2 })).toEqual([
      { index: 1, line: 'b' },
      { index: 2, line: 'ü' },
    ]);
    const file: Uint8Array[] = [];
    for await (const piece of recordFile(database(), id, 4)) file.push(piece);
    expect(Buffer.concat(file).toString()).toBe('{"a":1}\nb\nü\nd\n');
    expect(await head(1)).toEqual(before);
    expect(await damageOf(database(), id)).toBeNull();
  });

  it('has nothing to show for logs, sizes and places that do not exist', async () => {
    await append('a');
    expect(await logOf(database(), 'nowhere')).toBeNull();
    expect(await checkpointOf(database(), 'nowhere')).toBeNull();
    expect(await checkpointOf(database(), id, 7)).toBeNull();
    expect(await consistencyOf(database(), id, { from: 1, to: 2 })).toBeNull();
    expect(await consistencyOf(database(), id, { from: 2, to: 1 })).toBeNull();
    expect(await inclusionOf(database(), id, { index: 1, size: 1 })).toBeNull();
    expect(await inclusionOf(database(), id, { index: 0, size: 2 })).toBeNull();
    await expect(recordFile(database(), id, 2).next()).resolves.toMatchObject({ done: false });
    const file = recordFile(database(), id, 2);
    await file.next();
    await expect(file.next()).rejects.toThrow(RangeError);
    expect(await signerOf(database(), 'nowhere')).toBeNull();
    expect(await damageOf(database(), 'nowhere')).toBe('log-missing');
  });

  it('holds an entry exactly when its cause committed', async () => {
    await append('first');
    await transact(async (tx) => {
      await appendEntry(tx, id, 'undone');
      return refuse(409, 'changed-its-mind');
    });
    expect((await logOf(database(), id))!.size).toBe(1);
    expect(await append('second')).toMatchObject({ index: 1, size: 2 });
    expect(await damageOf(database(), id)).toBeNull();
  });

  it('puts entries of transactions that run at once one after the other', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, i) => append(`entry ${i}`)));
    const lines = await entriesOf(database(), id, { from: 0, limit: 50 });
    expect(lines.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(lines.map(({ line }) => line)).size).toBe(8);
    expect(await damageOf(database(), id)).toBeNull();
  });

  it('gives the transaction back in the role it had', async () => {
    const role = (tx: Tx) => tx.execute(sql`select current_user::text as role`);
    await transact(async (tx) => {
      await appendEntry(tx, id, 'a');
      expect((await role(tx))[0]).toEqual({ role: 'stimmhaus_app' });
      await asRole(tx, 'stimmhaus_box', async () => {
        await appendEntry(tx, id, 'b');
        expect((await role(tx))[0]).toEqual({ role: 'stimmhaus_box' });
      });
    });
  });

  it('refuses what is no line, no log, or a log that exists', async () => {
    expect(await sqlState(append('a\nb'))).toBe('23514');
    expect(await sqlState(append(''))).toBe('23514');
    await expect(append()).rejects.toThrow(TypeError);
    await expect(transact((tx) => appendEntry(tx, 'nowhere', 'a'))).rejects.toThrow(TypeError);
    expect(await sqlState(transact((tx) => openLog(tx, id, 'vote.example')))).toBe('23505');
    await expect(transact((tx) => openLog(tx, '../x', 'vote.example'))).rejects.toThrow();
    expect((await logOf(database(), id))!.size).toBe(0);
  });

  it('signs with a key that the app itself cannot read', async () => {
    const signer = await transact((tx) => asRecord(tx, () => signerOf(tx, id)));
    expect(signer!.key).toEqual(parseNoteKey((await logOf(database(), id))!.key));
    expect(await sqlState(transact((tx) => signerOf(tx, id)))).toBe('42501');
    const [row] = await admin`select sealed_seed from record_log where id = ${id}`;
    expect(row!.sealed_seed).not.toContain(Buffer.from(signer!.seed).toString('base64').slice(0, 20));
  });
});

describe('[B-09] a line on the record', () => {
  const changes = [
    `update record_entry set line = 'x'`,
    `delete from record_entry`,
    `truncate record_entry cascade`,
    `update record_checkpoint set note = 'x'`,
    `delete from record_checkpoint`,
    `delete from record_cosignature`,
    `delete from record_log`,
    `update record_log set origin = 'x'`,
  ];

  it.each(changes)('is not changed by the app: %s', async (statement) => {
    await append('stays');
    expect(await sqlState(asApp(statement))).toBe('42501');
    expect(await damageOf(database(), id)).toBeNull();
  });

  it.each(changes)('is not changed by the role that writes the record: %s', async (statement) => {
    await append('stays');
    expect(['42501', 'SH001']).toContain(await sqlState(asRecorder(statement)));
    expect(await damageOf(database(), id)).toBeNull();
  });

  it('is not inserted by the app, nor anywhere but at the end', async () => {
    await append('stays');
    const insert = (at: number) =>
      `insert into record_entry (log_id, index, line, leaf) values ('${id}', ${at}, 'x', decode(repeat('00', 32), 'hex'))`;
    expect(await sqlState(asApp(insert(1)))).toBe('42501');
    expect(await sqlState(asRecorder(insert(0)))).toBe('SH001');
    expect(await sqlState(asRecorder(insert(2)))).toBe('SH001');
    expect(await sqlState(asRecorder(`update record_log set size = 0 where id = '${id}'`))).toBe('SH001');
    expect(await damageOf(database(), id)).toBeNull();
  });

  it('is missed when a superuser changed it past every trigger, and the log does not go on', async () => {
    const past = (statement: string) =>
      admin.unsafe(`set session_replication_role = replica; ${statement}; reset session_replication_role`);
    await append('one', 'two');
    await past(`update record_entry set line = 'three' where log_id = '${id}' and index = 1`);
    expect(await damageOf(database(), id)).toBe('root-differs');
    await past(`delete from record_entry where log_id = '${id}' and index = 0`);
    expect(await damageOf(database(), id)).toBe('entry-missing');
    await past(`update record_log set size = 1 where id = '${id}'`);
    await expect(append('more')).rejects.toThrow(RecordDamaged);
    expect((await logOf(database(), id))!.size).toBe(1);
  });

  it('is missed when a superuser wrote a checkpoint that nobody signed', async () => {
    await append('one', 'two');
    await admin`set session_replication_role = replica`;
    await admin`update record_checkpoint set note = 'vote' || note where log_id = ${id} and size = 2`;
    await admin`reset session_replication_role`;
    expect(await damageOf(database(), id)).toBe('checkpoint-invalid');
    await expect(append('more')).rejects.toThrow(RecordDamaged);
    expect((await logOf(database(), id))!.size).toBe(2);
  });

  it('is missed when the frontier was put to that of other entries', async () => {
    await append('one');
    await admin.unsafe(`set session_replication_role = replica`);
    await admin`update record_log set frontier = ${Buffer.alloc(32)} where id = ${id}`;
    await admin.unsafe(`reset session_replication_role`);
    await expect(append('two')).rejects.toThrow(RecordDamaged);
  });
});

describe('cosignatures', () => {
  const signers = [1, 2].map((i) =>
    noteSigner(`witness.example/w${i}`, new Uint8Array(32).fill(i), NOTE_KEY_TYPES.cosignature),
  );
  const witnesses = signers.map(({ key }) => ({ key, address: null }));
  const accept = (lines: string, size = 1) => acceptCosignatures({ logId: id, size, lines }, witnesses);
  const signedBy = async (i: number, size = 1) =>
    cosign(parseNote((await checkpointOf(database(), id, size))!).text, signers[i]!, 1_700_000_000 + i);

  it('of configured witnesses stand below the checkpoint that they signed', async () => {
    await append('a');
    expect(await accept((await signedBy(0)) + (await signedBy(1)))).toEqual({
      ok: true,
      value: { accepted: 2 },
    });
    expect(await accept(await signedBy(0))).toEqual({ ok: true, value: { accepted: 1 } });
    const note = (await checkpointOf(database(), id))!;
    const keys = witnesses.map(({ key }) => key);
    expect(checkWitnesses(note, { needed: 2, witnesses: keys })).toHaveLength(2);
    expect(await witnessedSizes(database(), id)).toEqual(new Map(keys.map(({ name }) => [name, 1])));
    await append('b');
    expect(parseNote((await checkpointOf(database(), id))!).signatures).toHaveLength(1);
    expect(await damageOf(database(), id)).toBeNull();
  });

  it('are refused from strangers, for other checkpoints, and malformed; nothing is stored', async () => {
    await append('a');
    expect(await accept(await signedBy(0))).toMatchObject({ ok: true });
    await append('b');
    const stranger = noteSigner('x.example/w', new Uint8Array(32).fill(9), NOTE_KEY_TYPES.cosignature);
    const strange = cosign(parseNote((await checkpointOf(database(), id))!).text, stranger, 1);
    expect(await accept(strange, 2)).toMatchObject({ ok: false, code: 'witness-unknown' });
    expect(await accept(await signedBy(1, 1), 2)).toMatchObject({ ok: false, code: 'cosignature-invalid' });
    expect(await accept('nonsense', 2)).toMatchObject({ ok: false, code: 'cosignature-invalid' });
    expect(await accept(await signedBy(1), 9)).toMatchObject({ ok: false, code: 'checkpoint-unknown' });
    expect(await witnessedSizes(database(), id)).toEqual(new Map([['witness.example/w1', 1]]));
  });
});
