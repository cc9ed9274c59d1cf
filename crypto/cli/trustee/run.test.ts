import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSeed, printSeed } from '../../ceremony/seed.ts';
import { nextTrusteeStep, type TrusteeBoard } from '../../ceremony/next-step.ts';
import { createShareFile, openShareFile } from '../../ceremony/share-file.ts';
import { checkPartialDecryption } from '../../count/decryption.ts';
import { checkAgreement } from '../../record/agreement.ts';
import type { RecordEntry } from '../../record/entry.ts';
import { readClosedRecord } from '../../referendum/closed-record.ts';
import type { TrusteePart } from '../../referendum/trustee-part.ts';
import { ceremonyOf, closedReferendum, recordFileOf, SEEDS } from '../../testing/closed-referendum.ts';
import { sodiumEd25519 } from '../../testing/election.ts';
import { recordEntries, UUID } from '../../testing/referendum.ts';
import { without } from '../../testing/tampering.ts';
import { keyOfOwner } from '../../trustees/trustees.ts';
import { fileSource } from '../source.ts';
import { USAGE } from './command.ts';
import { runTrustee } from './run.ts';

const PROGRAM = new URL('../trustee.ts', import.meta.url).pathname;
const PASSPHRASE = 'correct horse battery';
const CODE = printSeed(SEEDS[0]!);

let folder: string;
let held: Awaited<ReturnType<typeof closedReferendum>>;
let closing: string;
let answers: Record<string, string>;
let lines: { out: string[]; err: string[] };

const at = (name: string) => join(folder, name);
const write = (name: string, text: string) => writeFileSync(at(name), text);
const outlet = { out: (line: string) => lines.out.push(line), err: (line: string) => lines.err.push(line) };
const prompt = { secret: (name: string) => Promise.resolve(answers[name]!) };
const trustee = (line: string) =>
  runTrustee(
    line.split(' ').map((word) => word.replace('@', `${folder}/`)),
    outlet,
    prompt,
  );

/** The code of the refusal with which this command ends, having given nothing away. */
async function refused(line: string): Promise<string> {
  lines = { out: [], err: [] };
  expect(await trustee(line)).toBe(1);
  expect(lines.out).toEqual([]);
  return lines.err.join('').split(':')[0]!;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stimmhaus-trustee-'));
  held = await closedReferendum();
  const record = recordFileOf(held.entries);
  closing = record.closing;
  write('record.jsonl', record.text);
  const key = (uuid: string, index: number) =>
    createShareFile({ uuid, index, seed: SEEDS[index - 1]! }, PASSPHRASE);
  write('key-1.json', `${await key(UUID, 1)}\n`);
  write('key-2.json', await key(UUID, 2));
  write('key-elsewhere.json', await key('StimmhausTest22Elsewhere', 1));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  answers = { STIMMHAUS_CODE: CODE, STIMMHAUS_PASSPHRASE: PASSPHRASE };
  lines = { out: [], err: [] };
});

describe('trustee code', () => {
  it('gives a new code each time', async () => {
    expect(await trustee('code')).toBe(0);
    expect(await trustee('code')).toBe(0);
    expect(lines.out[0]).toMatch(/^\w{5}-\w{6}-\w{5}-\w{6}$/);
    expect(new Set(lines.out).size).toBe(2);
  });
});

describe('trustee save', () => {
  const save = `save --uuid ${UUID} --index 3 --out @new.json`;

  it('puts the code into a file for its owner alone, and never over another', async () => {
    expect(await trustee(save)).toBe(0);
    const file = readFileSync(at('new.json'), 'utf8');
    expect(await openShareFile(file, PASSPHRASE)).toEqual({ uuid: UUID, index: 3, seed: SEEDS[0] });
    expect(statSync(at('new.json')).mode & 0o777).toBe(0o600);
    expect(await trustee(save)).toBe(2);
    expect(lines.err[0]).toMatch(/^EEXIST/);
    expect(readFileSync(at('new.json'), 'utf8')).toBe(file);
    rmSync(at('new.json'));
  });

  it('takes no mistyped code and no short passphrase', async () => {
    answers['STIMMHAUS_CODE'] = CODE.slice(1);
    expect(await refused(save)).toBe('seed-malformed');
    answers = { STIMMHAUS_CODE: CODE, STIMMHAUS_PASSPHRASE: 'short' };
    expect(await trustee(save)).toBe(2);
    expect(existsSync(at('new.json'))).toBe(false);
  });
});

describe('trustee step', () => {
  const desk = (index: number, messages: readonly string[], more: object = {}) =>
    write(
      'board.json',
      JSON.stringify({
        index,
        board: { uuid: UUID, size: 3, threshold: 2, messages, tests: [], answers: [], ...more },
      }),
    );

  it('gives the next message, with the file as with the code', async () => {
    desk(1, []);
    expect(await trustee('step --board @board.json')).toBe(0);
    expect(await trustee('step --board @board.json --key @key-1.json')).toBe(0);
    const message = { act: 'message', message: held.messages[0] };
    expect(lines.out.map((line) => JSON.parse(line) as object)).toEqual([message, message]);
  });

  it('says that the key is ready, and keeps the share to itself', async () => {
    let tested = { tests: [] as object[], answers: [] as object[] };
    const boardNow = () =>
      ({ uuid: UUID, size: 3, threshold: 2, messages: held.messages, ...tested }) as TrusteeBoard;
    const take = (index: number) =>
      nextTrusteeStep(boardNow(), { index, seed: SEEDS[index - 1]! }, sodiumEd25519);
    for (const maker of [1, 2, 3]) tested.tests.push({ maker, content: null, ...(await take(maker)) });
    for (const index of [1, 1, 1, 2, 2, 2, 3, 3, 3]) tested.answers.push({ index, ...(await take(index)) });
    const found = await Promise.all([1, 2, 3].map(take));
    tested = { ...tested, tests: tested.tests.map((test, i) => ({ ...test, ...found[i] })) };
    desk(1, held.messages, tested);
    expect(await trustee('step --board @board.json')).toBe(0);
    expect(lines.out).toEqual(['{"act":"keep"}']);
  });

  it('takes no key that belongs elsewhere', async () => {
    desk(1, []);
    expect(await refused('step --board @board.json --key @key-2.json')).toBe('key-of-other-trustee');
    expect(await refused('step --board @board.json --key @key-elsewhere.json')).toBe(
      'key-of-other-referendum',
    );
    answers['STIMMHAUS_PASSPHRASE'] = 'another passphrase';
    expect(await refused('step --board @board.json --key @key-1.json')).toBe('passphrase-wrong');
    desk(1, held.messages);
    answers['STIMMHAUS_CODE'] = createSeed();
    expect(await refused('step --board @board.json')).toBe('own-message-differs');
  });

  it('does not understand a file that is no board', async () => {
    write('board.json', 'no board');
    expect(await trustee('step --board @board.json')).toBe(2);
    expect(await trustee('step --board @absent.json')).toBe(2);
    expect(lines.out).toEqual([]);
    expect(lines.err).toHaveLength(2);
  });
});

describe('trustee look', () => {
  it('reads the whole record and gives its closing checkpoint', async () => {
    expect(await trustee('look --record @record.jsonl')).toBe(0);
    expect(lines.out).toEqual([closing]);
  });

  it('refuses a record that is not closed', async () => {
    write('open.jsonl', recordFileOf(without('close', held.entries)).text);
    expect(await refused('look --record @open.jsonl')).toBe('record-not-closed');
  });

  it('says how far it has come where that takes long', async () => {
    let now = 0;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => (now += 5_000));
    expect(await trustee('look --record @record.jsonl')).toBe(0);
    clock.mockRestore();
    expect(lines.err).toEqual([expect.stringMatching(/^ballots: 5,/)]);
  });
});

describe('trustee decrypt', () => {
  const decrypt = (key: string, record = 'record', seen = closing) =>
    `decrypt --record @${record}.jsonl --closing ${seen} ${key}`;
  const records = (name: string, entries: readonly RecordEntry[]) => {
    const file = recordFileOf(entries);
    write(`${name}.jsonl`, file.text);
    return (key: string) => decrypt(key, name, file.closing);
  };

  it('gives a valid part of the count, with the file as with the code', async () => {
    expect(await trustee(decrypt('--key @key-1.json'))).toBe(0);
    expect(await trustee(decrypt('--index 1'))).toBe(0);
    const record = await readClosedRecord(fileSource(at('record.jsonl')));
    const { election, trustees, tally } = record;
    for (const line of lines.out) {
      const { act, decryption, challenge, response } = JSON.parse(line) as TrusteePart & { act: string };
      expect(act).toBe('decryption');
      checkPartialDecryption(election, tally, { publicKey: keyOfOwner(trustees, 1), raw: decryption });
      const agreed = { uuid: UUID, owner: 1, checkpoint: record.closing };
      checkAgreement(election, trustees, { ...agreed, signature: { challenge, response } });
    }
    expect(lines.out).toHaveLength(2);
  });

  it('[C-17] refuses another closing checkpoint than the one that was compared', async () => {
    const [size, root] = closing.split(':');
    expect(await refused(decrypt('--key @key-1.json', 'record', `${Number(size) - 1}:${root}`))).toBe(
      'closing-differs',
    );
  });

  it('refuses a key of another referendum and a seat that does not exist', async () => {
    expect(await refused(decrypt('--key @key-elsewhere.json'))).toBe('key-of-other-referendum');
    expect(await refused(decrypt('--index 4'))).toBe('owner-out-of-range');
    expect(await refused(decrypt('--index 2'))).toBe('own-message-differs');
  });

  it('refuses a record whose ceremony is missing, was not finished, or made other keys', async () => {
    const bare = records('bare', without('ceremony', held.entries));
    expect(await refused(bare('--key @key-1.json'))).toBe('ceremony-not-complete');
    const [roll, , ...rest] = held.entries;
    const half = records('half', [roll!, ceremonyOf(held.messages.slice(0, -1)), ...rest]);
    expect(await refused(half('--key @key-1.json'))).toBe('ceremony-not-complete');
    const other = recordEntries();
    const closed = other.slice(0, other.findIndex(({ type }) => type === 'close') + 1);
    const foreign = records('foreign', [closed[0]!, ceremonyOf(held.messages), ...closed.slice(1)]);
    expect(await refused(foreign('--key @key-1.json'))).toBe('share-foreign');
  });

  it('takes the last of several ceremonies, which made the keys', async () => {
    const [roll, last, ...rest] = held.entries;
    const several = records('several', [roll!, ceremonyOf(held.messages.slice(0, 3)), last!, ...rest]);
    expect(await trustee(several('--key @key-1.json'))).toBe(0);
  });
});

describe('the trustee’s program', () => {
  it('takes its arguments from the process and leaves it the exit status', async () => {
    const { argv, exitCode } = process;
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    process.argv = ['node', 'trustee.ts', 'unknown'];
    await import('../trustee.ts');
    expect(process.exitCode).toBe(2);
    expect(written.mock.calls.flat().join('')).toBe(`${USAGE}\n`);
    written.mockRestore();
    Object.assign(process, { argv, exitCode });
  });

  it('asks on standard input, code and passphrase in turn', async () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [PROGRAM, 'save', '--uuid', UUID, '--index', '1', '--out', at('piped.json')],
      { input: `${CODE}\n${PASSPHRASE}\n`, encoding: 'utf8' },
    );
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toBe('Code: \nPassphrase, at least 12 characters: \n');
    const kept = await openShareFile(readFileSync(at('piped.json'), 'utf8'), PASSPHRASE);
    expect(kept).toEqual({ uuid: UUID, index: 1, seed: SEEDS[0] });
  });
});
