import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/running/root.ts';

const SHARED = inRoot('..', 'shared', 'data', 'vectors.json');
const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-delegate-key-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RIGHT = { id: 'right', method: 'dhondt', votes: [41, 9], seats: 5 };
const ANSWER = { id: 'right', seats: [4, 1] };

interface Told {
  readonly status: number | null;
  readonly answers: unknown[];
  readonly told: string[];
}

function told({ status, stdout, stderr }: { status: number | null; stdout: string; stderr: string }): Told {
  const lines = (text: string) => text.split('\n').filter((line) => line !== '');
  return { status, answers: lines(stdout).map((line) => JSON.parse(line) as unknown), told: lines(stderr) };
}

/** The script itself, as `npm run` starts it. */
function command(args: readonly string[], input: string | Buffer = ''): Told {
  const script = inRoot('scripts', 'delegate-key', 'command.ts');
  return told(spawnSync(process.execPath, [script, ...args], { cwd: inRoot(), encoding: 'utf8', input }));
}

const asLines = (cases: readonly unknown[]): string =>
  cases.map((one) => `${JSON.stringify(one)}\n`).join('');

/** A file of cases, each given as it stands or as JSON. */
function fileOf(name: string, lines: readonly unknown[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n'));
  return path;
}

interface SharedCase {
  readonly id: string;
  readonly method: string;
  readonly votes: readonly number[];
  readonly seats: number;
  readonly expect: readonly number[] | 'tie';
}

describe('npm run delegate-key', () => {
  it('answers every agreed case as agreed', (context) => {
    if (!existsSync(SHARED)) context.skip('../shared/data is absent');
    const { apportionment } = JSON.parse(readFileSync(SHARED, 'utf8')) as { apportionment: SharedCase[] };
    const asked = apportionment.map(({ id, method, votes, seats }) => ({ id, method, votes, seats }));
    const npm = spawnSync('npm', ['run', '--silent', 'delegate-key', '--', fileOf('agreed.jsonl', asked)], {
      cwd: inRoot(),
      encoding: 'utf8',
      env: { ...process.env, PATH: `${join(process.execPath, '..')}:${process.env['PATH']}` },
    });
    const { status, answers } = told(npm);
    expect(asked.length).toBeGreaterThan(10);
    expect([status, answers.length]).toEqual([0, asked.length]);
    for (const [at, { id, expect: wanted, votes }] of apportionment.entries()) {
      // The agreed ties are those of three equal units.
      expect(answers[at]).toEqual(wanted === 'tie' ? { id, tie: [...votes.keys()] } : { id, seats: wanted });
    }
  });

  it('names the units among which the lot decides, and no seats', () => {
    const path = fileOf('tie.jsonl', [{ id: 7, method: 'hare-niemeyer', votes: [5, 1, 2, 1], seats: 5 }]);
    expect(command([path])).toEqual({ status: 0, answers: [{ id: 7, tie: [1, 3] }], told: [] });
  });

  it('passes over what a case has besides, empty lines, and the marks of other systems', () => {
    const path = fileOf('besides.jsonl', [
      `\uFEFF${JSON.stringify({ ...RIGHT, note: 'by hand' })}\r`,
      '',
      '  \r',
      RIGHT,
      '',
    ]);
    expect(command([path])).toEqual({ status: 0, answers: [ANSWER, ANSWER], told: [] });
  });

  it('has nothing to say about an empty file', () => {
    expect(command([fileOf('empty.jsonl', [])])).toEqual({ status: 0, answers: [], told: [] });
  });

  it('finds a file where the command was typed', () => {
    fileOf('typed.jsonl', [RIGHT]);
    const script = inRoot('scripts', 'delegate-key', 'command.ts');
    const env = { ...process.env, INIT_CWD: folder };
    const ran = spawnSync(process.execPath, [script, 'typed.jsonl'], {
      cwd: inRoot(),
      encoding: 'utf8',
      env,
    });
    expect(told(ran)).toEqual({ status: 0, answers: [ANSWER], told: [] });
  });

  it.each([[[]], [['-']]])('reads what is piped in when called with %j', (args) => {
    expect(command(args, asLines([RIGHT]))).toEqual({ status: 0, answers: [ANSWER], told: [] });
  });
});

describe('a line that cannot be answered', () => {
  it.each([
    ['no JSON', 'adams', 'this is not JSON'],
    ['half a line', '{"id":"a","method":"adams"', 'this is not JSON'],
    ['a bare number', '12', 'this is not an object in braces'],
    ['nothing said', 'null', 'this is not an object in braces'],
    ['a list', [RIGHT], 'this is not an object in braces'],
    ['no id', { ...RIGHT, id: undefined }, '"id" must be'],
    ['an endless id', { ...RIGHT, id: 'x'.repeat(201) }, '"id" must be'],
    ['another method', { ...RIGHT, method: 'd’Hondt' }, '"method" must be one of hare-niemeyer, dhondt,'],
    ['no votes', { ...RIGHT, votes: undefined }, '"votes" must be a list'],
    ['half a vote', { ...RIGHT, votes: [1.5] }, 'each of "votes" must be a whole number'],
    [
      'a vote too large to be exact',
      { ...RIGHT, votes: [2 ** 53] },
      'each of "votes" must be a whole number',
    ],
    ['votes of nobody', { ...RIGHT, votes: [0, 0] }, 'without a single vote'],
    ['too many units', { ...RIGHT, votes: Array(1_001).fill(1) }, 'at most 1000 units'],
    ['seats in words', { ...RIGHT, seats: 'five' }, '"seats" must be a whole number'],
    ['no seat', { ...RIGHT, seats: 0 }, '"seats" must be from 1 to 10000'],
    ['half a pair', { ...RIGHT, method: 'adams-in-pairs' }, 'an odd number of seats'],
    ['a line without end', { ...RIGHT, note: 'x'.repeat(1 << 20) }, 'longer than 1048576 bytes'],
  ])('is named in one sentence, and the others are answered: %s', (name, line, sentence) => {
    const { status, answers, told: words } = command([fileOf(`${name}.jsonl`, [RIGHT, line, RIGHT])]);
    expect([status, answers]).toEqual([1, [ANSWER, ANSWER]]);
    expect(words).toHaveLength(1);
    expect(words[0]).toMatch(/^Line 2: .*\.$/);
    expect(words[0]).toContain(sentence);
  });

  it('may also be one whose bytes are no text', () => {
    const input = Buffer.concat([Buffer.from([0x22, 0xff, 0x22, 0x0a]), Buffer.from(JSON.stringify(RIGHT))]);
    expect(command(['-'], input)).toEqual({
      status: 1,
      answers: [ANSWER],
      told: ['Line 1: this is not UTF-8.'],
    });
  });
});

describe('a command that cannot be done', () => {
  it.each([
    ['a file that is not there', [join(folder, 'nowhere.jsonl')], 'is not there'],
    ['a folder', [folder], 'is a folder'],
    ['two files', ['one.jsonl', 'two.jsonl'], 'Say where the cases are'],
    ['an option it does not have', ['--seats=3'], 'Unknown option'],
  ])('is refused in one sentence: %s', (_, args, sentence) => {
    const { status, answers, told: words } = command(args);
    expect([status, answers, words.length]).toEqual([1, [], 1]);
    expect(words[0]).toContain(sentence);
  });
});

describe('many lines', () => {
  it('are answered while more are still coming', async () => {
    const child = spawn(process.execPath, [inRoot('scripts', 'delegate-key', 'command.ts'), '-'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.write(asLines([RIGHT]));
    const [first] = (await once(child.stdout, 'data')) as [Buffer];
    expect(JSON.parse(first.toString())).toEqual(ANSWER);
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('end quietly when nobody reads the answers any more', async () => {
    const path = fileOf('many.jsonl', Array(50_000).fill(RIGHT));
    const child = spawn(process.execPath, [inRoot('scripts', 'delegate-key', 'command.ts'), path]);
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(words).toBe('');
  });
});
