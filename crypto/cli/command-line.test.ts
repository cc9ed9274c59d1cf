import { describe, expect, it } from 'vitest';
import { parseCommand } from './command-line.ts';
import { CORES } from './pool.ts';

const parse = (line: string) => parseCommand(line === '' ? [] : line.split(' '));
const ARCHIVE = {
  kind: 'archive',
  path: 'a.bel',
  json: false,
  threads: CORES,
  resume: true,
  recordKey: undefined,
};

describe('the command line', () => {
  it.each([
    ['a.bel', ARCHIVE],
    ['a.bel --json', { ...ARCHIVE, json: true }],
    ['--json a.bel', { ...ARCHIVE, json: true }],
    ['a.bel --no-resume --threads 3', { ...ARCHIVE, resume: false, threads: 3 }],
    ['a.bel --record-key vote+x+y', { ...ARCHIVE, recordKey: 'vote+x+y' }],
    [
      '--setup s.bel --ballots b.jsonl',
      { kind: 'ballots', setup: 's.bel', ballots: 'b.jsonl', threads: CORES },
    ],
  ])('%s', (line, command) => expect(parse(line)).toEqual(command));

  it.each([
    '',
    '--json',
    'a.bel b.bel',
    'a.bel --unknown',
    'a.bel --threads',
    'a.bel --threads 0',
    'a.bel --threads many',
    'a.bel --threads 1.5',
    'a.bel --threads 1000',
    '--setup s.bel',
    '--ballots b.jsonl',
    'a.bel --setup s.bel',
    'a.bel --ballots b.jsonl',
    'a.bel --setup s.bel --ballots b.jsonl',
  ])('makes no command: %s', (line) => expect(parse(line)).toBeUndefined());
});
