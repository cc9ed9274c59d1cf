import { describe, expect, it } from 'vitest';
import { parseTrusteeCommand } from './command.ts';

const parse = (line: string) => parseTrusteeCommand(line === '' ? [] : line.split(' '));
const TYPED = { file: undefined };
const decrypt = { kind: 'decrypt', record: 'r.jsonl', closing: '7:abc' };

describe('the trustee’s command line', () => {
  it.each([
    ['code', { kind: 'code' }],
    ['save --uuid U --index 2 --out k.json', { kind: 'save', uuid: 'U', index: 2, out: 'k.json' }],
    ['step --board b.json', { kind: 'step', board: 'b.json', key: TYPED }],
    ['step --board b.json --key k.json', { kind: 'step', board: 'b.json', key: { file: 'k.json' } }],
    [
      'look --record r.jsonl',
      { kind: 'decrypt', record: 'r.jsonl', key: TYPED, owner: undefined, closing: undefined },
    ],
    ['decrypt --record r.jsonl --closing 7:abc --index 15', { ...decrypt, key: TYPED, owner: 15 }],
    [
      'decrypt --record r.jsonl --closing 7:abc --key k.json',
      { ...decrypt, key: { file: 'k.json' }, owner: undefined },
    ],
  ])('%s', (line, command) => expect(parse(line)).toEqual(command));

  it.each([
    '',
    'unknown',
    'code twice',
    'code --unknown',
    'save --uuid U --index 2',
    'save --uuid U --out k.json',
    'save --index 2 --out k.json',
    'save --uuid U --index 0 --out k.json',
    'save --uuid U --index 16 --out k.json',
    'save --uuid U --index 1.5 --out k.json',
    'save --uuid U --index two --out k.json',
    'step',
    'step --key k.json',
    'look',
    'look --closing 7:abc',
    'decrypt --record r.jsonl --closing 7:abc',
    'decrypt --record r.jsonl --key k.json',
    'decrypt --closing 7:abc --key k.json',
  ])('makes no command: %s', (line) => expect(parse(line)).toBeUndefined());
});
