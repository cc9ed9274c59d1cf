import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { bytesOf } from '../archive/writer.ts';
import { createBallot } from '../ballot.ts';
import { formatNoteKey } from '../log/note.ts';
import { CHOOSE_ONE, sodiumEd25519 as group } from '../testing/election.ts';
import { archiveOf, eventsOf, heldElection, type HeldElection } from '../testing/held-election.ts';
import { BOX, publish, recordEntries } from '../testing/referendum.ts';
import { run } from './run.ts';

const PROGRAM = new URL('./verify.ts', import.meta.url).pathname;
let folder: string;
let held: HeldElection;
let archive: string;
let lines: { out: string[]; err: string[] };

const at = (name: string) => join(folder, name);
const outlet = { out: (line: string) => lines.out.push(line), err: (line: string) => lines.err.push(line) };
const verify = (...args: string[]) => run(args, outlet);
const printed = () =>
  JSON.parse(lines.out.join('')) as { verdict: string; reason: string; result: unknown; checks: unknown[] };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stimmhaus-verify-'));
  process.env['XDG_CACHE_HOME'] = at('cache');
  const votes = [0, 1, 2].map((voter) => ({ voter, vote: [[0, 1, 0, 0]] }));
  held = await heldElection({ group, questions: [CHOOSE_ONE], votes });
  const bytes = await archiveOf(eventsOf(held, [1]));
  archive = at('whole.bel');
  writeFileSync(archive, bytes);
  writeFileSync(at('whole.bel.gz'), gzipSync(bytes));
  writeFileSync(at('setup.bel'), await archiveOf(eventsOf(held, [1]).slice(0, 1)));
  writeFileSync(
    at('broken.bel'),
    bytes.map((byte, i) => (i === 4711 ? byte ^ 1 : byte)),
  );
  const mixed = held.election.text.replace('"Ed25519"', '"RFC-3526-2048"');
  writeFileSync(
    at('mixed.bel'),
    await archiveOf([{ type: 'Setup', election: mixed, trustees: '[]', credentials: '[]' }]),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => (lines = { out: [], err: [] }));

describe('verify FILE', () => {
  it('accepts with 0 and shows its working', async () => {
    expect(await verify(archive)).toBe(0);
    expect(lines.out.at(-1)).toBe('accept: [[0,3,0,0]]');
    expect(lines.out.slice(0, -1).every((line) => line.startsWith('ok '))).toBe(true);
  });

  it('prints one object with --json', async () => {
    expect(await verify(at('whole.bel.gz'), '--json', '--no-resume', '--threads', '1')).toBe(0);
    expect(lines.out).toHaveLength(1);
    expect(printed()).toMatchObject({ verdict: 'accept', reason: '', result: [[0, 3, 0, 0]] });
    expect(printed().checks).toHaveLength(8);
  });

  it('rejects with 1 and says why', async () => {
    expect(await verify(at('broken.bel'))).toBe(1);
    expect(lines.out.at(-1)).toMatch(/^reject: record-/);
    expect(lines.out.at(-2)).toMatch(/^FAIL/);
    lines.out = [];
    expect(await verify(at('broken.bel'), '--json')).toBe(1);
    expect(printed()).toMatchObject({
      verdict: 'reject',
      result: null,
      reason: expect.stringMatching(/^record-/),
    });
  });

  it('has 2 for what it cannot judge or read', async () => {
    expect(await verify(at('mixed.bel'), '--json')).toBe(2);
    expect(printed()).toMatchObject({
      verdict: 'unsupported',
      reason: 'unsupported-group: RFC-3526-2048',
      result: null,
    });
    lines.out = [];
    expect(await verify(at('absent.bel'), '--json')).toBe(2);
    expect(printed()).toMatchObject({
      verdict: 'unsupported',
      reason: expect.stringContaining('ENOENT'),
      checks: [],
    });
    lines.out = [];
    expect(await verify(at('absent.bel'))).toBe(2);
    expect(await verify()).toBe(2);
    expect(lines.out).toEqual([]);
    expect(lines.err[0]).toMatch(/^unreadable: ENOENT/);
    expect(lines.err[1]).toMatch(/^usage:/);
  });

  it('finds a file where npm was called', async () => {
    vi.stubEnv('INIT_CWD', folder);
    expect(await verify('whole.bel')).toBe(0);
    vi.stubEnv('INIT_CWD', undefined);
    expect(await verify('whole.bel')).toBe(2);
    vi.unstubAllEnvs();
  });
});

describe('verify --setup --ballots', () => {
  it('gives a verdict for every line, in order', async () => {
    const stranger = createBallot(held.election, {
      credential: group.scalar(5n),
      votes: [[1, 0, 0, 0]],
    }).text;
    const many = Array.from({ length: 155 }, (_, id) => JSON.stringify({ id, ballot: held.ballots[id % 3] }));
    const odd = [
      JSON.stringify({ id: 'stranger', ballot: stranger }),
      JSON.stringify({ id: 'changed', ballot: `${held.ballots[0]!} ` }),
      JSON.stringify({ id: 'number', ballot: 7 }),
      JSON.stringify({ ballot: held.ballots[0] }),
      'no line',
    ];
    writeFileSync(at('ballots.jsonl'), [...many, ...odd].join('\n'));
    expect(await verify('--setup', at('setup.bel'), '--ballots', at('ballots.jsonl'))).toBe(1);
    const verdicts = lines.out.map((line) => JSON.parse(line) as object);
    expect(verdicts.slice(0, 155)).toEqual(many.map((_, id) => ({ id, verdict: 'accept', reason: '' })));
    expect(verdicts.slice(155)).toEqual([
      { id: 'stranger', verdict: 'reject', reason: 'credential-unknown' },
      { id: 'changed', verdict: 'reject', reason: 'ballot-not-canonical' },
      { id: 'number', verdict: 'reject', reason: 'json-malformed' },
      { id: null, verdict: 'accept', reason: '' },
      { id: null, verdict: 'reject', reason: 'json-malformed' },
    ]);
  });

  it('has 0 where all are right, and 2 where the setup cannot be read', async () => {
    writeFileSync(at('few.jsonl.gz'), gzipSync(`${JSON.stringify({ id: 1, ballot: held.ballots[0] })}\n`));
    expect(await verify('--setup', archive, '--ballots', at('few.jsonl.gz'))).toBe(0);
    expect(await verify('--setup', at('broken.bel'), '--ballots', at('few.jsonl.gz'))).toBe(2);
    expect(await verify('--setup', at('absent.bel'), '--ballots', at('few.jsonl.gz'))).toBe(2);
    expect(await verify('--setup', archive, '--ballots', at('absent.jsonl'))).toBe(2);
    expect(lines.out).toHaveLength(1);
    expect(lines.err).toEqual([
      expect.stringMatching(/^record-/),
      expect.stringMatching(/^unreadable: ENOENT/),
      expect.stringMatching(/^unreadable: ENOENT/),
    ]);
  });
});

describe('verify DIRECTORY', () => {
  async function referendum(name: string) {
    const files = publish(recordEntries());
    mkdirSync(at(name));
    for (const [file, source] of [
      ['election.bel', files.archive],
      ['cards.json', files.cards],
      ['record.jsonl', files.record],
    ] as const)
      writeFileSync(join(at(name), file), await bytesOf(source()));
    writeFileSync(join(at(name), 'checkpoint'), files.checkpoint);
    writeFileSync(join(at(name), 'card-key.pem'), files.cardKey);
    return at(name);
  }

  it('checks cards and record of one of our referendums as well', async () => {
    const directory = await referendum('referendum');
    expect(await verify(directory, '--json')).toBe(0);
    const names = printed().checks.map((check) => (check as { name: string }).name);
    expect(names).toEqual(expect.arrayContaining(['record', 'cards', 'ballots', 'result']));
    lines.out = [];
    expect(await verify(directory, '--record-key', formatNoteKey(BOX.key))).toBe(0);
    const cards = readFileSync(join(directory, 'cards.json'), 'utf8');
    writeFileSync(join(directory, 'cards.json'), cards.replace(/.(?=[^\w]*$)/, 'A'));
    expect(await verify(directory)).toBe(1);
  });

  it('does not take an archive alone for a referendum whose record is missing', async () => {
    const directory = await referendum('stripped');
    rmSync(join(directory, 'record.jsonl'));
    expect(await verify(directory)).toBe(2);
    rmSync(join(directory, 'checkpoint'));
    expect(await verify(directory, '--json')).toBe(2);
  });

  it('takes a directory of the stock tool, with one archive, and no other', async () => {
    mkdirSync(at('stock'));
    expect(await verify(at('stock'))).toBe(2);
    cpSync(archive, at('stock/one.bel'));
    expect(await verify(at('stock'))).toBe(0);
    cpSync(archive, at('stock/two.bel'));
    expect(await verify(at('stock'))).toBe(2);
    expect(lines.err).toHaveLength(2);
  });
});

describe('the program', () => {
  it('takes its arguments from the process and leaves it the exit status', async () => {
    const { argv, exitCode } = process;
    const once = vi.spyOn(process, 'once').mockReturnValue(process);
    const unref = vi.spyOn(process.channel!, 'unref').mockImplementation(() => undefined);
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    process.argv = ['node', 'verify.ts', '--unknown'];
    await import('./verify.ts');
    expect(process.exitCode).toBe(2);
    expect(write.mock.calls.flat().join('')).toMatch(/^usage: verify/);
    const [, gone] = once.mock.calls.find(([event]) => event === 'disconnect')!;
    gone();
    expect(exit).toHaveBeenCalledWith(2);
    for (const spy of [once, unref, exit, write]) spy.mockRestore();
    Object.assign(process, { argv, exitCode });
  });

  it('ends when whoever started it over a channel is gone', async () => {
    const ballot = JSON.stringify({ id: 'again', ballot: held.ballots[0] });
    writeFileSync(at('endless.jsonl'), `${ballot}\n`.repeat(20_000));
    const child = spawn(
      process.execPath,
      [PROGRAM, '--setup', at('setup.bel'), '--ballots', at('endless.jsonl')],
      {
        stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
      },
    );
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await once(child.stdout!, 'data');
    child.stdout!.resume();
    child.disconnect();
    expect(await ended).toBe(2);
  });

  it('runs where crypto/ was copied alone', () => {
    const home = at('elsewhere');
    const crypto = new URL('..', import.meta.url).pathname;
    cpSync(crypto, home, { recursive: true, filter: (path) => !path.includes('node_modules') });
    symlinkSync(new URL('../../node_modules', import.meta.url).pathname, join(home, 'node_modules'));
    const { status, stdout } = spawnSync('npm', ['run', '--silent', 'verify', '--', archive, '--json'], {
      cwd: home,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${join(process.execPath, '..')}:${process.env['PATH']}` },
    });
    expect([status, JSON.parse(stdout)]).toMatchObject([0, { verdict: 'accept', result: [[0, 3, 0, 0]] }]);
  });
});
