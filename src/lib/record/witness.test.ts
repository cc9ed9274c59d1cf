import { describe, expect, it } from 'vitest';
import { formatNoteKey, NOTE_KEY_TYPES, noteSigner } from '#crypto';
import { parseWitness, witnessesNeeded } from './witness.ts';

const { key } = noteSigner('witness.example/w1', new Uint8Array(32).fill(1), NOTE_KEY_TYPES.cosignature);
const line = formatNoteKey(key);

describe('a witness in the configuration', () => {
  it('is its key, with or without an address', () => {
    expect(parseWitness(line)).toEqual({ key, address: null });
    expect(parseWitness(` ${line}  https://witness.example/w1/ `)).toEqual({
      key,
      address: 'https://witness.example/w1',
    });
  });

  it.each([
    ['', 'key-malformed'],
    [`${line} ftp://witness.example`, 'witness-malformed'],
    [`${line} https://witness.example?x`, 'witness-malformed'],
    [`${line} https://witness.example more`, 'witness-malformed'],
    [formatNoteKey(noteSigner('log', new Uint8Array(32).fill(1)).key), 'witness-malformed'],
  ])('is refused as %j: %s', (wrong, code) => {
    expect(() => parseWitness(wrong)).toThrow(code);
  });

  it('is needed, all but one of several', () => {
    const one = parseWitness(line);
    expect([0, 1, 2, 3].map((count) => witnessesNeeded(Array.from({ length: count }, () => one)))).toEqual([
      0, 1, 1, 2,
    ]);
  });
});
