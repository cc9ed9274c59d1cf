import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  EMPTY_FRONTIER,
  NOTE_KEY_TYPES,
  noteSigner,
  parseNoteKey,
  parseWitnessRequest,
  Refused,
  rootOf,
  type TreeHead,
  witness,
} from '#crypto';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { type TestDatabase, testDatabase } from '../../../../tests/support/database.ts';
import { appendEntries } from './append-entry.ts';
import { collectCosignatures } from './ask-witnesses.ts';
import { logOf, witnessedSizes } from './logs.ts';
import { openLog } from './open-log.ts';

const id = 'log-of-witnesses';
const signer = noteSigner('witness.example/w1', new Uint8Array(32).fill(1), NOTE_KEY_TYPES.cosignature);
let test: TestDatabase;
let server: Server;
let seen: TreeHead = { size: 0, root: rootOf(EMPTY_FRONTIER) };
let fault = 0;

/** A real witness: it judges with the protocol's own function and answers as C2SP tlog-witness says. */
async function answer(body: string): Promise<{ status: number; text: string }> {
  if (fault !== 0) return { status: fault, text: '' };
  const key = parseNoteKey((await logOf(database(), id))!.key);
  try {
    const judged = witness(parseWitnessRequest(body), { key, seen }, { signer, time: 1_700_000_000 });
    seen = judged.seen;
    return { status: 200, text: judged.signature };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.code === 'witness-size-differs'
      ? { status: 409, text: `${seen.size}\n` }
      : { status: 422, text: error.code };
  }
}

beforeAll(async () => {
  test = await testDatabase();
  await transact((tx) => openLog(tx, id, 'vote.example'));
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      void answer(body).then(({ status, text }) => response.writeHead(status).end(text));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.close();
  await test.drop();
});
afterEach(() => {
  fault = 0;
});

const asked = () => {
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return [
    { key: signer.key, address },
    { key: noteSigner('w2', new Uint8Array(32).fill(2), NOTE_KEY_TYPES.cosignature).key, address: null },
  ];
};
const append = (...lines: string[]) => transact((tx) => appendEntries(tx, id, lines));
const signedSize = async () => (await witnessedSizes(database(), id)).get(signer.key.name);

describe('[R-38] witnesses with an address', () => {
  it('are sent every new checkpoint with its proof, and what they sign is kept', async () => {
    await append('a', 'b');
    await collectCosignatures(id, asked());
    expect(await signedSize()).toBe(2);
    await append('c');
    await append('d', 'e');
    await collectCosignatures(id, asked());
    await collectCosignatures(id, asked());
    expect(await signedSize()).toBe(5);
  });

  it('that have seen another size than we know of are asked again from there', async () => {
    await append('f');
    await collectCosignatures(id, asked());
    await append('g');
    const from = seen;
    seen = { ...from };
    await collectCosignatures(id, asked());
    expect(seen.size).toBe(7);
    await append('h');
    seen = from;
    await collectCosignatures(id, asked());
    expect(await signedSize()).toBe(8);
  });

  it('that do not answer let the job come again', async () => {
    await append('i');
    fault = 503;
    await expect(collectCosignatures(id, asked())).rejects.toThrow('1 of 1 witnesses did not sign');
    expect(await signedSize()).toBe(8);
    fault = 0;
    await collectCosignatures(id, asked());
    expect(await signedSize()).toBe(9);
  });

  it('[B-10] do not sign for a log that went back, whatever the job tries', async () => {
    await append('j');
    seen = { size: 50, root: new Uint8Array(32) };
    await expect(collectCosignatures(id, asked())).rejects.toThrow('did not sign');
    expect(await signedSize()).toBe(9);
  });

  it('are not asked for a log that does not exist', async () => {
    await expect(collectCosignatures('nowhere', asked())).resolves.toBeUndefined();
  });
});
